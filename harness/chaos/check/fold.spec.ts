import { parse } from '../../fraction.ts';
import { fingerprint, type Expected } from '../load/produced.ts';
import { checkDeadLetters } from './check-deliveries.ts';
import { fold } from './fold.ts';
import type { StoredRecord } from './read-topics.ts';
import { compare } from './undisturbed.ts';

const book = new Map<string, Expected>();
let offsets = 0n;

/** A stored record with the `expected` outcome. */
function stored(text: string, expected?: Expected): StoredRecord {
  offsets += 1n;
  const value = Buffer.from(text);
  if (expected) book.set(fingerprint('key', value, {}), expected);
  return { topic: 'platform.sales', partition: 0, offset: offsets, key: 'key', value, headers: {} };
}

const sale = (id: string, amount: string): Expected => ({
  kind: 'sale',
  identity: `/shop ${id}`,
  series: 'S',
  month: '2020-01',
  amount,
  quantity: '2',
});
const fact = (id: string, content: string): Expected => ({
  kind: 'fact',
  identity: `/customs ${id}`,
  content,
});

it('counts the first event of each identity', () => {
  const { sales, deliveries } = fold(
    [
      stored('a', sale('1', '1.5')),
      stored('b', sale('2', '-0.5')),
      stored('a'),
      stored('c', sale('1', '99')),
    ],
    book,
  );
  const month = sales.get('S/2020-01');
  expect(month).toEqual({ total: parse('1'), events: 2, units: parse('4') });
  expect(deliveries.map(({ outcome }) => outcome)).toEqual([
    'accepted',
    'accepted',
    'duplicate',
    'duplicate',
  ]);
});

it('distinguishes repeats, conflicts and records of unknown producers', () => {
  const { deliveries, strangers, lost } = fold(
    [
      stored('d', fact('1', 'x')),
      stored('d'),
      stored('e', fact('1', 'y')),
      stored('f', { kind: 'bad', fault: 'broken JSON' }),
      stored('g'),
    ],
    book,
  );
  expect(deliveries.map(({ outcome }) => outcome)).toEqual(['accepted', 'duplicate', 'conflict', 'bad']);
  expect(strangers).toHaveLength(1);
  expect(lost).not.toContainEqual(fact('1', 'x'));
  expect(lost).toContainEqual(sale('2', '-0.5'));
});

describe('dead letters', () => {
  const bad = stored('h', { kind: 'bad', fault: 'broken JSON' });
  const good = stored('i', sale('9', '1'));
  const folded = fold([bad, good], book);
  const letter = (of: StoredRecord): StoredRecord => ({
    ...of,
    topic: `${of.topic}.dlq`,
    headers: {
      'dlq-topic': Buffer.from(of.topic),
      'dlq-partition': Buffer.from(String(of.partition)),
      'dlq-offset': Buffer.from(String(of.offset)),
    },
  });

  it.each<[string, StoredRecord[], string[]]>([
    ['once', [letter(bad)], []],
    ['never', [], ['missing']],
    ['twice', [letter(bad), letter(bad)], ['2 times']],
    ['changed', [{ ...letter(bad), value: Buffer.from('H') }], ['not the record']],
    ['of a good one', [letter(bad), letter(good)], ['was good']],
  ])('%s', (_, letters, problems) => {
    const found = checkDeadLetters(folded, letters).problems;
    expect(found).toEqual(problems.map((words) => expect.stringContaining(words)));
  });

  it('of a replaced log stay beside letters of the new log', () => {
    const formerly = fold([bad], book).deliveries;
    expect(checkDeadLetters(folded, [letter(bad), letter(bad)], formerly).problems).toEqual([]);
    expect(checkDeadLetters(folded, [letter(bad)], formerly).problems).toHaveLength(1);
  });

  it('come twice only after a restore to a moment before their publication', () => {
    const twice = [letter(bad), { ...letter(bad), offset: letter(bad).offset + 1n }];
    const place = `${bad.topic}/${String(bad.partition)}`;
    const back = (position: bigint, end: bigint) => [
      {
        sequence: 0n,
        positions: new Map([[place, position]]),
        ends: new Map([[`${bad.topic}.dlq/${String(bad.partition)}`, end]]),
      },
    ];
    const problems = (position: bigint, end: bigint) =>
      checkDeadLetters(folded, twice, [], back(position, end)).problems.length;
    expect(problems(bad.offset, bad.offset + 1n)).toBe(0);
    // The record had been read, but its letter had not been published.
    expect(problems(bad.offset + 1n, bad.offset + 1n)).toBe(1);
    expect(problems(bad.offset, bad.offset)).toBe(1);
  });
});

it('finds differences between two passes in both directions', () => {
  const one = new Map([
    ['a', '1'],
    ['b', '2'],
  ]);
  expect(compare(one, new Map(one)).problems).toEqual([]);
  expect(compare(one, new Map([['a', '1']])).problems).toHaveLength(1);
  expect(compare(new Map([['a', '1']]), one).problems).toHaveLength(1);
  expect(compare(one, new Map([...one, ['b', '3']])).problems).toHaveLength(1);
});

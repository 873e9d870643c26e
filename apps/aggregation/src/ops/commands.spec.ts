import fc from 'fast-check';
import { readDlqCommand } from './dlq-command.ts';
import { comparePlaces, letterName, readLetter, readPlace, type Letter } from './letter.ts';
import { OperatorError } from './operator-config.ts';
import { repair } from './repair.ts';
import { readRecoverCommand, recoverJson, recoverText } from './recover-command.ts';
import { readSkipCommand } from './skip-command.ts';
import { table } from './table.ts';

describe('places', () => {
  it('are read as they are written', () => {
    const place = fc.record({
      topic: fc.stringMatching(/^[a-z0-9._-]{1,20}$/),
      partition: fc.nat({ max: 999 }),
      offset: fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(String),
    });
    fc.assert(fc.property(place, (one) => expect(readPlace(letterName(one))).toEqual(one)));
    for (const text of ['', 'a/1', 'a/1/x', 'a/-1/1', 'a b/1/1', 'a/1/1/1', 'a/1/--1'])
      expect(readPlace(text)).toBeUndefined();
  });

  it('come in order of their numbers', () => {
    const places = ['a/0/9', 'a/0/10', 'a/2/1', 'a/10/1', 'b/0/0'];
    const shuffled = places
      .toReversed()
      .map((text) => readPlace(text) ?? { topic: '', partition: 0, offset: '0' });
    expect(shuffled.sort(comparePlaces).map(letterName)).toEqual(places);
  });
});

const header = (name: string, value: string) => [name, Buffer.from(value)] as const;
const ORIGIN = [
  header('dlq-topic', 'customs.figures'),
  header('dlq-partition', '1'),
  header('dlq-offset', '7'),
  header('dlq-timestamp', '2026-01-01T00:00:00.000Z'),
];

describe('letters', () => {
  const record = (headers: Letter['headers']) => ({
    offset: 3n,
    timestamp: '0',
    key: null,
    value: null,
    headers,
  });

  it('drop the headers that the relay added, and keep the others in order', () => {
    const headers = [
      header('b', '1'),
      ...ORIGIN,
      header('dlq-rule', 'json'),
      header('a', '2'),
      header('b', '3'),
    ];
    expect(readLetter('customs.figures.dlq', 0, record(headers))).toMatchObject({
      place: { topic: 'customs.figures', partition: 1, offset: '7' },
      knownAt: new Date('2026-01-01T00:00:00.000Z'),
      rule: 'json',
      headers: [header('b', '1'), header('a', '2'), header('b', '3')],
    });
  });

  it('of an earlier release have no append time', () => {
    expect(readLetter('customs.figures.dlq', 0, record(ORIGIN.slice(0, 3)))?.knownAt).toBeNull();
  });

  it('are not read from foreign records on the topic', () => {
    expect(readLetter('customs.figures.dlq', 0, record(ORIGIN.slice(1)))).toBeUndefined();
  });
});

describe('a record that cannot be patched', () => {
  const letter: Letter = {
    place: { topic: 'customs.figures', partition: 0, offset: '1' },
    knownAt: null,
    at: { topic: 'customs.figures.dlq', partition: 0, offset: '1' },
    rule: 'json',
    reason: '',
    timestamp: '0',
    key: null,
    value: Buffer.from('{'),
    headers: [header('content-type', 'application/cloudevents+json')],
  };

  it('is refused, and is sent unchanged only if asked for', () => {
    expect(repair(letter, 'customs.figures', { kind: 'patch', patch: {} })).toMatchObject({ ok: false });
    expect(repair(letter, 'customs.figures', { kind: 'none' })).toMatchObject({ ok: false });
    expect(repair(letter, 'customs.figures', { kind: 'none' }, true)).toMatchObject({
      ok: true,
      record: { key: null, value: letter.value, headers: { 'dlq-replay': 'customs.figures/0/1' } },
    });
  });

  it('is not replaced by an event of another topic', () => {
    const event = {
      specversion: '1.0',
      type: 'silkgauge.notice.withdrawn.v1',
      source: '/x',
      id: '1',
      data: { notice: 'N-1', reason: 'x' },
    };
    const repaired = repair(letter, 'customs.figures', { kind: 'replacement', event });
    expect(repaired).toMatchObject({ ok: false, faults: [expect.stringContaining('does not belong on')] });
    expect(repair(letter, 'policy.notices', { kind: 'replacement', event })).toMatchObject({ ok: true });
  });
});

describe('commands', () => {
  it.each([
    [[]],
    [['lst']],
    [['show']],
    [['show', 'customs.figures/1']],
    [['show', 'nowhere/1/1']],
    [['list', 'customs.figures/1/1']],
    [['replay']],
    [['replay', '--all', 'customs.figures/1/1']],
    [['replay', '--all', '--replace', 'x.json']],
    [['replay', 'customs.figures/1/1', '--patch', '{']],
    [['replay', 'customs.figures/1/1', '--patch', '{}', '--replace', 'x']],
    [['replay', 'customs.figures/1/1', '--patch', '/no/such/file']],
    [['list', '--topics', 'x']],
  ])('dlq %j is refused', (argv) => {
    expect(() => readDlqCommand(argv, '')).toThrow(OperatorError);
  });

  it('take names of topics with or without the prefix', () => {
    for (const topic of ['customs.figures', 'x.customs.figures']) {
      const command = readDlqCommand(['show', `${topic}/1/2`], 'x.');
      expect(command.places).toEqual([{ topic: 'x.customs.figures', partition: 1, offset: '2' }]);
      const skip = readSkipCommand([topic, '1', '2', '--reason', 'r'], 'x.');
      expect(skip.request).toMatchObject({
        topic: 'x.customs.figures',
        partition: 1,
        offset: 2n,
        gone: false,
        logReplaced: false,
      });
    }
  });

  it.each([
    [['customs.figures', '1', '2']],
    [['customs.figures', '1', '2', '--reason', ' ']],
    [['customs.figures', '1', '--reason', 'r']],
    [['customs.figures', '1', 'x', '--reason', 'r']],
    [['nowhere', '1', '2', '--reason', 'r']],
    [['customs.figures', '1', '2', '--reason', 'r', '--all']],
    [['customs.figures', '1', '2', '--reason', 'r', '--gone', '--log-replaced']],
  ])('skip %j is refused', (argv) => {
    expect(() => readSkipCommand(argv, '')).toThrow(OperatorError);
  });
});

describe('recover', () => {
  it.each([[[]], [['--reason', ' ']], [['now', '--reason', 'r']], [['--dry-run', '--publish']], [['--all']]])(
    '%j is refused',
    (argv) => {
      expect(() => readRecoverCommand(argv)).toThrow(OperatorError);
    },
  );

  it('reports the loss and its recovery', () => {
    const { request } = readRecoverCommand(['--reason', 'r', '--actor', 'a']);
    expect(request).toEqual({ reason: 'r', actor: 'a', isDry: false });
    const version = {
      domain: 'platform',
      key: 'K',
      period: '2024',
      version: 2,
      sequence: '9',
      token: null,
    } as const;
    const notice = { kind: 'notice', key: 'N-1', version: 1, sequence: '6', token: null } as const;
    const loss = { hole: { after: 4n, until: 9n }, versions: [version], registered: [notice] };
    const recovery = { loss, wasKnown: false };
    expect(recoverText(recovery, request)).toContain('changes from 5 to 9');
    expect(recoverText(recovery, { ...request, isDry: true })).toContain('Nothing was changed.');
    expect(recoverText({ loss: null, wasKnown: true }, request)).toContain('has all that was published');
    expect(JSON.parse(recoverJson(recovery, 3))).toEqual({
      ...{ hole: { after: '4', until: '9' }, keys: 2, wasKnown: false, published: 3 },
    });
  });
});

describe('a table', () => {
  it('has aligned columns and cuts long cells', () => {
    const text = table(
      [
        ['A', 'B'],
        ['1', 'x'.repeat(100)],
        ['long', 'y\nz'],
      ],
      10,
    );
    expect(text).toBe(`A     B\n1     ${'x'.repeat(9)}…\nlong  y z`);
  });
});

import fc from 'fast-check';
import { HeaderPattern } from './header-pattern.ts';
import { plainAttributes } from './plain-attributes.ts';
import { writeBatch } from '../spec/record-batches.fixture.ts';
import { readRecordBatches } from '../wire/record-batches.ts';
import type { RecordView } from '../wire/record-view.ts';

const TYPE = Buffer.from('silkgauge.sale.recorded.v1');

const recordOf = (headers: readonly (readonly [string, string])[]): RecordView => {
  const bytes = headers.map(([name, value]) => [name, Buffer.from(value, 'latin1')] as const);
  const record = { offsetDelta: 0, timestampDelta: 0n, key: Buffer.from('k'), value: Buffer.from('{}') };
  const stored = writeBatch({ records: [{ ...record, headers: bytes }] });
  const view = readRecordBatches(stored).batches[0]?.at(0);
  if (!view) throw new Error('no record');
  return view;
};

const USUAL = [
  ['ce_id', 'id-1'],
  ['ce_source', '/platforms/x'],
  ['ce_type', TYPE.toString()],
  ['ce_specversion', '1.0'],
  ['ce_time', '2024-03-05T10:11:12Z'],
  ['ce_subject', 'A.B'],
] as const;

const text = fc.oneof(
  fc.constantFrom('', 'id-2', 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(400), 'x'.repeat(401), 'é', '\n'),
  fc.string({ unit: 'binary', maxLength: 70 }).filter((value) => !/[^\0-\xff]/.test(value)),
);

const change = fc.tuple(fc.constantFrom(...USUAL.map(([name]) => name), 'ce_more'), text);

it.each([
  ['the id first', [...USUAL]],
  ['the time first', [...USUAL].reverse()],
])('reads what is read of each header, and nothing else: %s', (_order, usual) => {
  const pattern = HeaderPattern.of(recordOf(usual), TYPE);
  let read = 0;
  fc.assert(
    fc.property(fc.array(change, { maxLength: 2 }), text, (changes, id) => {
      const values = new Map<string, string>([...usual, ['ce_id', id], ...changes]);
      const record = recordOf([...values]);
      const found = pattern?.read(record);
      if (!found) return;
      read += 1;
      const time = record.bytes.toString('latin1', found.timeAt, found.timeEnd);
      if (!/^[ -~]*$/.test(time)) return; // whoever reads the time looks at it
      expect({ ...found, time }).toMatchObject({
        id: plainAttributes(record, TYPE)?.id,
        time: values.get('ce_time'),
      });
      expect(plainAttributes(record, TYPE)).toMatchObject({ source: pattern?.source, id: found.id, time });
    }),
    { numRuns: 2_000 },
  );
  expect(read).toBeGreaterThan(50);
});

it('reads every ordinary one', () => {
  const pattern = HeaderPattern.of(recordOf(USUAL), TYPE);
  for (const id of ['a', 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(200)]) {
    const record = recordOf([['ce_id', id], ...USUAL.slice(1)]);
    expect(pattern?.read(record)?.id).toBe(id);
  }
});

it('is not made of headers that say more, or that have no time', () => {
  expect(HeaderPattern.of(recordOf([...USUAL, ['other', 'x']]), TYPE)).toBeNull();
  expect(HeaderPattern.of(recordOf(USUAL.filter(([name]) => name !== 'ce_time')), TYPE)).toBeNull();
});

it('survives whatever bytes stand where headers should', () => {
  const pattern = HeaderPattern.of(recordOf(USUAL), TYPE);
  const record = recordOf(USUAL);
  fc.assert(
    fc.property(fc.nat(200), fc.nat(255), fc.nat(200), (at, byte, end) => {
      const { headersStart } = record;
      const bytes = Buffer.from(record.bytes);
      bytes[headersStart + (at % (record.end - headersStart))] = byte;
      const changed = { ...wireOf(record), bytes, end: Math.max(headersStart, record.end - (end % 3)) };
      const found = pattern?.read(changed);
      if (found) expect(found.timeEnd).toBeLessThanOrEqual(changed.end);
    }),
  );
});

const wireOf = ({ keyStart, keyEnd, valueStart, valueEnd, headersStart }: RecordView) => ({
  ...{ keyStart, keyEnd, valueStart, valueEnd, headersStart },
});

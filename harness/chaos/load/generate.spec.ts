import { checkEvent, TOPIC_TYPES, type EventType } from '@silkgauge/contract';
import { decodeRecord } from '@silkgauge/kafka';
import { generate } from './generate.ts';
import { fingerprint, type Produced } from './produced.ts';

function take(seed: number, count: number): Produced[] {
  const records = [];
  for (const record of generate(seed)) {
    records.push(record);
    if (records.length === count) break;
  }
  return records;
}

const print = ({ key, value, headers }: Produced) => fingerprint(key, value, headers);
const records = take(1, 12_000);

it('yields equal records for equal seeds and different records for different seeds', () => {
  const first = records.slice(0, 500).map(print);
  expect(take(1, 500).map(print)).toEqual(first);
  expect(take(2, 500).map(print)).not.toEqual(first);
});

it('expects for each record the outcome that the contract gives', () => {
  const wrong = records.filter(({ topic, key, value, headers, expected }) => {
    const decoded = decodeRecord({ value, headers: Object.entries(headers) });
    const checked = decoded.ok ? checkEvent(decoded.event) : null;
    const isTaken =
      checked?.ok === true &&
      (TOPIC_TYPES[topic] as readonly EventType[]).includes(checked.event.type) &&
      (topic !== 'platform.sales' || ('seriesKey' in checked.event && checked.event.seriesKey === key));
    return isTaken !== (expected.kind !== 'bad');
  });
  expect(wrong.slice(0, 3).map(({ expected, value }) => [expected, String(value).slice(0, 300)])).toEqual([]);
});

it('yields every sort of event and fault, repeats, conflicts and early withdrawals', () => {
  const types = new Set(records.map(({ headers }) => headers['ce_type']?.toString()));
  const made = Object.values(TOPIC_TYPES).flat();
  // Doors encrypt, and a use of early access comes behind a scheduling of its own: a load of any order has neither.
  const others = ['silkgauge.embargoed.v1', 'silkgauge.release.opened.v1'];
  for (const type of made.filter((one) => !others.includes(one))) expect(types).toContain(type);
  const faults = new Set(records.flatMap(({ expected }) => (expected.kind === 'bad' ? expected.fault : [])));
  expect(faults.size).toBe(11);
  const seen = new Map<string, string>();
  const found = { repeats: 0, conflicts: 0, early: 0 };
  const withdrawn = new Set<string>();
  for (const record of records) {
    const { expected } = record;
    if (expected.kind === 'bad') continue;
    const first = seen.get(expected.identity);
    const content = JSON.stringify(expected);
    if (first === undefined) seen.set(expected.identity, content);
    else if (first === content) found.repeats += 1;
    else found.conflicts += 1;
    if (first === undefined && withdrawn.has(expected.identity)) found.early += 1;
    if (expected.kind === 'fact' && expected.content.startsWith('figure.withdrawn'))
      withdrawn.add(record.key.replace('#', ' '));
  }
  expect(Math.min(found.repeats, found.conflicts, found.early)).toBeGreaterThan(5);
});

it('never repeats a bad record, whose bytes identify it', () => {
  const bad = records.filter(({ expected }) => expected.kind === 'bad').map(print);
  expect(new Set(bad).size).toBe(bad.length);
});

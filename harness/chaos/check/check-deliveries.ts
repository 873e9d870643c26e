import { placeName } from '@silkgauge/contract';
import type { Pool } from 'pg';
import { OF_THE_LOAD } from './check-bursts.ts';
import type { Delivery, Fold } from './fold.ts';
import type { RestoredDatabase } from '../world/mishaps.ts';
import type { StoredRecord } from './read-topics.ts';
import { Findings, type Verdict } from './verdict.ts';

interface EventRow {
  readonly place: string;
  readonly identity: string;
  readonly outcome: string;
  readonly rule: string | null;
}

const placeOf = ({ topic, partition, offset }: StoredRecord): string =>
  `${topic}/${String(partition)}/${String(offset)}`;

/** The input topics hold exactly the produced records, so the fold is valid. */
export function checkInput({ deliveries, strangers, lost }: Fold): Verdict {
  const findings = new Findings('the input topics hold what was produced');
  findings.saw(deliveries.length);
  for (const record of strangers) findings.expect(false, () => `${placeOf(record)} was never produced`);
  for (const expected of lost) findings.expect(false, () => `${JSON.stringify(expected)} is not there`);
  return findings.verdict;
}

/** Each delivery of a fact is in the register once with its expected outcome, as are refused sales. */
export async function checkOutcomes(pool: Pool, { deliveries }: Fold): Promise<Verdict> {
  const findings = new Findings('each accepted fact once, each delivery with its outcome');
  const { rows } = await pool.query<EventRow>(
    `select topic || '/' || partition || '/' || "offset" as place, source || ' ' || id as identity, outcome, rule from event
     -- Below zero is what was read of a log that is no longer there.
     where "offset" >= 0 and ${OF_THE_LOAD}`,
  );
  const found = new Map(rows.map((row) => [row.place, row]));
  findings.expect(found.size === rows.length, () => 'a delivery stands in the register twice');
  for (const delivery of deliveries) {
    const place = placeOf(delivery.record);
    const row = found.get(place);
    found.delete(place);
    const problem = outcomeProblem(delivery, row);
    findings.expect(problem === null, () => `${place}: ${problem ?? ''}`);
  }
  for (const place of found.keys()) findings.expect(false, () => `${place} was never produced`);
  return findings.verdict;
}

function outcomeProblem({ expected, outcome }: Delivery, row: EventRow | undefined): string | null {
  const says = row ? `${row.outcome} ${row.rule ?? ''}` : 'nothing';
  if (outcome === 'bad') {
    // A record without a readable identity has only a dead letter.
    return row && row.outcome !== 'rejected' ? `a bad record (${faultOf(expected)}) is ${says}` : null;
  }
  if (expected.kind === 'sale') return row ? `a good sale is ${says}` : null;
  if (expected.kind !== 'fact') return null;
  if (row?.identity !== expected.identity)
    return `${expected.identity} is ${says} of ${row?.identity ?? 'nobody'}`;
  switch (outcome) {
    case 'accepted':
      return row.outcome === 'applied' || row.outcome === 'superseded'
        ? null
        : `the first delivery is ${says}`;
    case 'duplicate':
      return row.outcome === 'duplicate' ? null : `a repeat is ${says}`;
    case 'conflict':
      return row.rule === 'identity-conflict' ? null : `other content under a known identity is ${says}`;
  }
}

/**
 * Each bad record is on its `.dlq` topic exactly once with its bytes, beside letters of a replaced log
 * (`formerly`). A letter whose row was lost in a restore may come twice.
 */
export function checkDeadLetters(
  { deliveries }: Fold,
  letters: readonly StoredRecord[],
  formerly: readonly Delivery[] = [],
  restored: readonly RestoredDatabase[] = [],
): Verdict {
  const findings = new Findings('each bad record on its dead-letter topic exactly once');
  const found = Map.groupBy(letters, placeOfLetter);
  const bad = [...deliveries, ...formerly].filter(
    ({ outcome }) => outcome === 'bad' || outcome === 'conflict',
  );
  for (const [place, due] of Map.groupBy(bad, ({ record }) => placeOf(record))) {
    const there = found.get(place) ?? [];
    found.delete(place);
    const name = `${place} (${due.map(({ expected }) => faultOf(expected)).join(', ')})`;
    const again = restored.filter((one) => due.some(({ record }) => isLetterLost(one, record, there))).length;
    findings.expect(there.length >= due.length, () => `${name} is missing`);
    findings.expect(
      there.length <= due.length + again,
      () => `${name} is there ${String(there.length)} times`,
    );
    for (const letter of there)
      findings.expect(
        due.some(({ record }) => isUnchanged(letter, record)),
        () => `${name} is not the record that came`,
      );
  }
  for (const place of found.keys()) findings.expect(false, () => `${place} was good`);
  return findings.verdict;
}

const placeOfLetter = ({ headers }: StoredRecord): string =>
  ['dlq-topic', 'dlq-partition', 'dlq-offset'].map((name) => String(headers[name])).join('/');

/** Whether a letter was published before a restore that set the position back to its record. */
const isLetterLost = (
  { positions, ends }: RestoredDatabase,
  { topic, partition, offset }: StoredRecord,
  letters: readonly StoredRecord[],
): boolean =>
  offset >= (positions.get(placeName({ topic, partition })) ?? 0n) &&
  letters.some((letter) => letter.offset < (ends.get(placeName(letter)) ?? 0n));

function isUnchanged(letter: StoredRecord, record: StoredRecord): boolean {
  const sameValue =
    record.value === null ? letter.value === null : letter.value?.equals(record.value) === true;
  const headers = Object.entries(record.headers);
  return (
    letter.topic === `${record.topic}.dlq` &&
    letter.key === record.key &&
    sameValue &&
    headers.every(([name, value]) => letter.headers[name]?.equals(value) === true)
  );
}

const faultOf = (expected: Delivery['expected']): string =>
  expected.kind === 'bad' ? expected.fault : 'identity used twice';

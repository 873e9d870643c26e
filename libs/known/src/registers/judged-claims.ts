import {
  claimSubject,
  judgedClaim,
  statesBehind,
  type ClaimData,
  type JudgedClaim,
  type StateDocument,
} from '@silkgauge/contract';
import { readPresentStates, type AsOf, type Queryable } from '@silkgauge/read-model';

/** A claim's event; `data` is JSON text as delivered. */
interface ClaimText {
  readonly data: string | null;
}

/** The states that decide a claim, by `<series key>/<period>`. */
export const claimKeys = (data: ClaimData): string[] =>
  statesBehind(claimSubject(data)).map(({ key, period }) => `${key}/${period}`);

/** Judges claims by the states that they concern, present or as of a point in the log, read in one statement. */
export async function judgeClaims<Row extends ClaimText>(
  db: Queryable,
  rows: readonly Row[],
  asOf: AsOf | null = null,
): Promise<ReadonlyMap<Row, JudgedClaim>> {
  const subjects = new Map(rows.map((row) => [row, claimSubject(JSON.parse(row.data ?? '') as ClaimData)]));
  const documents = await readPresentStates(db, [...subjects.values()].flatMap(statesBehind), asOf);
  const stateOf = (key: string, period: string) => {
    const document = documents.get(`${key}/${period}`);
    return document === undefined ? undefined : (JSON.parse(document) as StateDocument);
  };
  return new Map([...subjects].map(([row, subject]) => [row, judgedClaim(subject, stateOf)]));
}

import {
  claimSubject,
  judgedClaim,
  statesBehind,
  type ClaimData,
  type JudgedClaim,
  type StateDocument,
} from '@silkgauge/contract';
import { OVER_YEAR } from '@silkgauge/growth';
import { readPresentStates, type Queryable, type RegisteredEvent } from '@silkgauge/read-model';

/** Judges claims by the states that they concern, present or as of `knownBy`, read in one statement. */
export async function judgeClaims(
  db: Queryable,
  rows: readonly RegisteredEvent[],
  knownBy: string | null = null,
): Promise<ReadonlyMap<RegisteredEvent, JudgedClaim>> {
  const subjects = new Map(rows.map((row) => [row, claimSubject(JSON.parse(row.data ?? '') as ClaimData)]));
  const documents = await readPresentStates(db, [...subjects.values()].flatMap(statesBehind), knownBy);
  const growthOf = (key: string, period: string) => {
    const document = documents.get(`${key}/${period}`);
    return document === undefined ? undefined : (JSON.parse(document) as StateDocument).growth[OVER_YEAR];
  };
  return new Map([...subjects].map(([row, subject]) => [row, judgedClaim(subject, growthOf)]));
}

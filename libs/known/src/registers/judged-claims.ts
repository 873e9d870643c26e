import {
  claimSubject,
  judgedClaim,
  seriesKey,
  statesBehind,
  type ClaimData,
  type JudgedClaim,
  type RegisteredClaim,
  type StateDocument,
} from '@silkgauge/contract';
import { chainOfPrint, publisherOfPrint } from '../codes.ts';
import { readPresentStates, type AsOf, type Queryable } from '@silkgauge/read-model';

/** A claim's event; `data` is JSON text as delivered. */
interface ClaimText {
  readonly data: string | null;
}

/** The states that decide a claim, by `<series key>/<period>`. */
export const claimKeys = (data: ClaimData): string[] =>
  statesBehind(claimSubject(data)).map(({ key, period }) => `${key}/${period}`);

/** Who says a claim. */
type ClaimSource = Pick<RegisteredClaim, 'publisher' | 'chain'>;

/** Who printed a claim, and its chain. */
export function claimSource({
  series,
  publishedAt,
  evidence: { kind, document, publisher },
}: ClaimData): ClaimSource {
  const print = { kind, publishedAt, document, publisher: publisherOfPrint({ document, publisher }) };
  return { publisher: print.publisher, chain: chainOfPrint(seriesKey(series), print) };
}

/** Judges claims by the states that they concern, present or as of a point in the log, read in one statement. */
export async function judgeClaims<Row extends ClaimText>(
  db: Queryable,
  rows: readonly Row[],
  asOf: AsOf | null = null,
): Promise<ReadonlyMap<Row, JudgedClaim & ClaimSource>> {
  const claims = rows.map((row) => {
    const data = JSON.parse(row.data ?? '') as ClaimData;
    return { row, subject: claimSubject(data), source: claimSource(data) };
  });
  const behind = claims.flatMap(({ subject }) => statesBehind(subject));
  const documents = await readPresentStates(db, behind, asOf);
  const stateOf = (key: string, period: string) => {
    const document = documents.get(`${key}/${period}`);
    return document === undefined ? undefined : (JSON.parse(document) as StateDocument);
  };
  return new Map(
    claims.map(({ row, subject, source }) => [row, { ...judgedClaim(subject, stateOf), ...source }]),
  );
}

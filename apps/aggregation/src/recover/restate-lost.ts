import { emptyBody } from '@silkgauge/growth';
import {
  appendChanges,
  appendRegistered,
  findRegistered,
  findStatesToRevise,
  splitDocument,
  type PublishedRegister,
  type Queryable,
  type SeriesPeriod,
} from '@silkgauge/read-model';
import { REGISTERED } from '../relay/relay-repair.ts';

/** Keys written at a time. */
const PAGE = 500;

/**
 * Says once more, under the version after all that readers hold, what the database says of each of these keys; of one of which it knows
 * nothing, that there is nothing. The inputs are read again behind it, and may come to the very same: a figure whose withdrawal comes first
 * then, on another partition, moves nothing, and readers would keep it for ever.
 */
export async function restateStates(tx: Queryable, lost: readonly SeriesPeriod[], now: Date): Promise<void> {
  for (const page of pagesOf(lost)) {
    const rows = await findStatesToRevise(tx, page);
    await appendChanges(
      tx,
      rows.map(({ series_id, period, version, known_at, document }) => ({
        ...{ seriesId: series_id, period, version: version + 1, knownAt: later(known_at, now) },
        document: saidAgain(document),
      })),
    );
  }
}

/**
 * The same of notices and claims. One of which nothing is known has no form that says so. It needs none: it is read again itself, and its
 * first version is always written.
 */
export async function restateRegistered(
  tx: Queryable,
  lost: readonly PublishedRegister[],
  now: Date,
): Promise<void> {
  for (const kind of REGISTERED)
    for (const page of pagesOf(lost.filter((one) => one.kind === kind))) {
      const rows = await findRegistered(
        tx,
        kind,
        page.map(({ key }) => key),
      );
      await appendRegistered(
        tx,
        rows.flatMap(({ key, version, known_at, document }) =>
          document === null
            ? []
            : [{ kind, key, version: version + 1, knownAt: later(known_at, now), document }],
        ),
      );
    }
}

function* pagesOf<T>(lost: readonly T[]): Generator<T[]> {
  for (let at = 0; at < lost.length; at += PAGE) yield lost.slice(at, at + PAGE);
}

/** `knownAt` never falls. */
const later = (before: Date | null, now: Date): Date => (before && before > now ? before : now);

function saidAgain(document: string | null): string {
  const reason = 'rebuilt';
  if (document === null)
    return JSON.stringify({ ...emptyBody(), change: { reason, previous: null, causes: [] } });
  const { causes } = (JSON.parse(document) as { change: { causes: unknown } }).change;
  return `${splitDocument(document).said},"change":${JSON.stringify({ reason, previous: {}, causes })}}`;
}

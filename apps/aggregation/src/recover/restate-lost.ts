import { REGISTERED_KINDS } from '@silkgauge/contract';
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

/** Keys per statement. */
const PAGE = 500;

/**
 * Writes the present state of each lost key above all published versions, an empty state for an unknown key.
 * Otherwise a reader could keep a lost state for ever: inputs that are read again may change nothing, as when
 * a withdrawal on another partition now comes before its figure.
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

/** An entry of a register. */
export type EntryName = Pick<PublishedRegister, 'kind' | 'key'>;

/** Restates known notices and claims. The events of others are read again, and always make a version. */
export async function restateRegistered(tx: Queryable, lost: readonly EntryName[], now: Date): Promise<void> {
  for (const kind of REGISTERED_KINDS)
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

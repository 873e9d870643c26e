import type { FigureReported } from '@silkgauge/contract';
import { parseSeriesKey } from '@silkgauge/contract';
import { identityKey, idOfPushed, type RehearsedPush } from '@silkgauge/decisions';
import { seriesBehind, type SeriesFacts } from '@silkgauge/growth';
import type { KeptEvidence } from '@silkgauge/known';
import {
  readEvidence,
  readToldTotals,
  type PrintedBy,
  type PrintedEvidence,
  type Queryable,
} from '@silkgauge/read-model';

/** The evidence of a state after a push: what is stored, and what the push adds and withdraws. */
export async function printsAfter(
  db: Queryable,
  push: RehearsedPush,
  own: SeriesFacts,
): Promise<KeptEvidence> {
  const domain = push.domainOf(own.key);
  const keys = [...new Set([own, ...seriesBehind(own)])].map(({ key }) => key);
  const series = keys.flatMap((key): KeptEvidence['series'] => {
    const dimensions = parseSeriesKey(key);
    // A series that the push founds has no id yet.
    const series_id = push.seriesIdOf(key) ?? key;
    return dimensions && domain ? [{ ...dimensions, series_id, key, domain }] : [];
  });
  const stored = keys.flatMap((key) => push.seriesIdOf(key) ?? []);
  const ownId = push.seriesIdOf(own.key);
  const read = await readEvidence(db, stored);
  const prints = [...read.prints, ...ofPush(push, new Set(keys))];
  return {
    ...{ series, isTooMuch: read.isTooMuch },
    prints: withdrawn(prints, push),
    totals: domain === 'platform' && ownId !== undefined ? await readToldTotals(db, ownId, null) : [],
  };
}

function ofPush(push: RehearsedPush, keys: ReadonlySet<string>): readonly PrintedEvidence[] {
  return push.figures
    .filter(({ seriesKey }) => keys.has(seriesKey))
    .flatMap(({ eventIndex, seriesKey, figure, withdrawnBy }): readonly PrintedEvidence[] => {
      const event = push.events[eventIndex];
      if (!event) return [];
      return [
        {
          series_id: push.seriesIdOf(seriesKey) ?? seriesKey,
          event_id: String(idOfPushed(eventIndex)),
          known_at: event.knownAt,
          print: figure,
          withdrawn_by: withdrawnBy === null ? null : String(withdrawnBy),
          withdrawn_at: withdrawnBy === null ? null : event.knownAt,
        },
      ];
    });
}

/** Marks the prints that the push withdraws; the first withdrawal counts. */
function withdrawn(prints: readonly PrintedEvidence[], push: RehearsedPush): readonly PrintedEvidence[] {
  const by = new Map<string, { readonly id: string; readonly at: Date }>();
  for (const { source, id, eventIndex } of push.withdrawals) {
    const event = push.events[eventIndex];
    const name = identityKey({ source, id });
    if (event && !by.has(name)) by.set(name, { id: String(idOfPushed(eventIndex)), at: event.knownAt });
  }
  return prints.map((one) => {
    const found = one.withdrawn_by === null ? by.get(identityKey(one.print)) : undefined;
    return found ? { ...one, withdrawn_by: found.id, withdrawn_at: found.at } : one;
  });
}

/** Where the prints of a push stand, by source and id. */
export function printedByPush({ figures, events }: RehearsedPush): readonly PrintedBy[] {
  return figures.flatMap(({ eventIndex }): readonly PrintedBy[] => {
    const event = events[eventIndex];
    if (!event?.data) return [];
    const { source, id, topic, partition, offset, knownAt: known_at } = event;
    const { publishedAt, evidence } = JSON.parse(event.data) as FigureReported['data'];
    return [
      {
        ...{ source, id, topic, partition, offset: String(offset), known_at, pushed_by: null },
        published_at: publishedAt,
        document: evidence.document,
        quote: evidence.quote,
        kind: evidence.kind ?? null,
        publisher: evidence.publisher ?? null,
        language: evidence.language ?? null,
        sha256: evidence.sha256 ?? null,
        position: evidence.position ?? null,
      },
    ];
  });
}

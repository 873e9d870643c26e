import {
  mayWriteName,
  mayWriteSeries,
  parseSeriesKey,
  type CheckedEvent,
  type KeptRights,
  type SeriesDimensions,
} from '@silkgauge/contract';
import type { Refusal } from './refusal.ts';

/** What a print, claim or statement is about: a series, or a notice. */
export interface About {
  readonly series?: SeriesDimensions | undefined;
  readonly notice?: string | undefined;
}

/** What an event is about; null for one that no withdrawal takes back. */
export function aboutOf(event: CheckedEvent): About | null {
  switch (event.type) {
    case 'silkgauge.figure.reported.v1':
    case 'silkgauge.claim.reported.v1':
      return { series: event.series };
    case 'silkgauge.statement.attributed.v1':
      return 'notice' in event.about ? event.about : { series: parseSeriesKey(event.about.seriesKey) };
    default:
      return null;
  }
}

/** Why rights do not let whoever pushed an event act on `named`, which is about something; null if they do. */
export function rightsFault(rights: KeptRights | null, named: string, about: About): Refusal | null {
  if (rights === null) return null;
  const { series, notice } = about;
  const ask = 'Send the event with a key that may, or ask an operator for the right to do so.';
  if (series !== undefined && !mayWriteSeries(rights, series))
    return { rule: 'write-series', reason: `${named} is of a series that the key may not write to. ${ask}` };
  if (notice !== undefined && !mayWriteName(rights, notice))
    return { rule: 'write-names', reason: `${named} is of a notice that the key may not write of. ${ask}` };
  return null;
}

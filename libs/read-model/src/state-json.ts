import { parseSeriesKey, type Domain } from '@silkgauge/contract';
import { remembered } from '@silkgauge/growth';

/** A version of a state as it stands in the change log. */
export interface ChangeRow {
  readonly sequence: string;
  readonly key: string;
  readonly domain: Domain;
  readonly period: string;
  readonly version: number;
  readonly known_at: Date;
  readonly document: string;
}

/** `<series key>/<period>`: the key of a state everywhere. */
export function stateKey(seriesKey: string, period: string): string {
  return `${seriesKey}/${period}`;
}

/**
 * The state as JSON text, byte for byte the same on the topics, in the API and in the stream: identity and place
 * in the log in front, the stored document behind. Text is joined, nothing is parsed.
 */
export function stateJson(
  row: Pick<ChangeRow, 'sequence' | 'key' | 'period' | 'version' | 'known_at' | 'document'>,
): string {
  const { key, period, version, sequence, known_at } = row;
  const head =
    `{"key":${JSON.stringify(stateKey(key, period))},${seriesMember(key)}"period":${JSON.stringify(period)},` +
    `"version":${String(version)},"sequence":"${sequence}","knownAt":"${known_at.toISOString()}"`;
  return `${head},${row.document.slice(1)}`;
}

/** Of each it is a third of a kilobyte. */
const MOST_SERIES = 4_096;

/** The member `series` with a comma behind it; nothing for a key that is none. Of a series many versions are told. */
const seriesMember = remembered((key) => {
  const series = parseSeriesKey(key);
  return series ? `"series":${JSON.stringify(series)},` : '';
}, MOST_SERIES);

import { parseSeriesKey, type Domain } from '@silkgauge/contract';

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
  const head = JSON.stringify({
    key: stateKey(row.key, row.period),
    series: parseSeriesKey(row.key),
    period: row.period,
    version: row.version,
    sequence: row.sequence,
    knownAt: row.known_at.toISOString(),
  });
  return `${head.slice(0, -1)},${row.document.slice(1)}`;
}

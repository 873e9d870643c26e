import type { DataSelection } from '@silkgauge/sdmx';

/** Parameters that bind a period, which figures of an unknown period have none of. */
const OF_TIME = /^(?:startPeriod|endPeriod|c(?:\[|%5B)TIME_PERIOD(?:\]|%5D))=/i;

/** The address of the figures of unknown period that fit the same key and query; null where they are asked for, too. */
export function relatedAddress(url: string, { flows }: Pick<DataSelection, 'flows'>): string | null {
  if (!flows.includes('DF_GROWTH') || flows.length > 1) return null;
  const [path, pairs] = partsOf(url);
  const others = pairs.filter((pair) => !OF_TIME.test(pair));
  return addressOf(path.replace(/\b(DF|DSD)_GROWTH\b/, '$1_UNDATED'), others);
}

/** The address of the observations behind a page, as of the same sequence; null where that is another clock's. */
export function nextAddress(
  url: string,
  {
    offset,
    limit,
    sequence,
  }: { readonly offset: number; readonly limit: number; readonly sequence: string | null },
): string {
  const [path, pairs] = partsOf(url);
  const isSet = /^(?:offset|asOf)=/;
  const kept = pairs.filter((pair) => !isSet.test(pair) || (sequence === null && pair.startsWith('asOf=')));
  const pinned = sequence === null ? [] : [`asOf=${sequence}`];
  return addressOf(path, [...kept, ...pinned, `offset=${String(offset + limit)}`]);
}

function partsOf(url: string): readonly [path: string, pairs: readonly string[]] {
  const at = url.indexOf('?');
  if (at < 0) return [url, []];
  return [
    url.slice(0, at),
    url
      .slice(at + 1)
      .split('&')
      .filter((pair) => pair !== ''),
  ];
}

/** Letters that end an address in a `Link` header are encoded. */
const addressOf = (path: string, pairs: readonly string[]): string =>
  `${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`.replaceAll(/[<>"\s]/g, encodeURIComponent);

import type { DataSelection } from '@silkgauge/sdmx';

/** Parameters that bind a period, which figures of an unknown period have none of. */
const OF_TIME: readonly string[] = ['startPeriod', 'endPeriod', 'c[TIME_PERIOD]'];

/** The address of the figures of unknown period that fit the same key and query; null where they are asked for, too. */
export function relatedAddress(url: string, { flows }: Pick<DataSelection, 'flows'>): string | null {
  if (!flows.includes('DF_GROWTH') || flows.length > 1) return null;
  const [path, pairs] = partsOf(url);
  const others = pairs.filter((pair) => !OF_TIME.includes(nameIn(pair)));
  return addressOf(path.split('/').map(undated).join('/'), others);
}

/** A part of a path that names the flow of figures without a period, where it named the other one. */
function undated(part: string): string {
  const decoded = decodeURIComponent(part);
  const other = decoded.replace(/\b(DF|DSD)_GROWTH\b/, '$1_UNDATED');
  return other === decoded ? part : encodeURI(other);
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
  const set = sequence === null ? ['offset'] : ['offset', 'asOf'];
  const kept = pairs.filter((pair) => !set.includes(nameIn(pair)));
  const pinned = sequence === null ? [] : [`asOf=${sequence}`];
  return addressOf(path, [...kept, ...pinned, `offset=${String(offset + limit)}`]);
}

/** The name of a parameter, which may be encoded in part. */
const nameIn = (pair: string): string => decodeURIComponent(pair.split('=', 1)[0] ?? '');

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

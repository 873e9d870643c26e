import { oneArea, parseSeriesKey, seriesKey } from '@silkgauge/contract';
import type { RewriteUrl } from '@silkgauge/service';
import type { FastifyInstance } from 'fastify';

/**
 * The address with each area under the code that is kept for it: `area=CN-46` and keys with `CN-46` become
 * those of `CN-HI`, so that both addresses answer the same.
 */
export function oneAreaIn(url: string): string {
  const queryAt = url.includes('?') ? url.indexOf('?') : url.length;
  const path = url.slice(0, queryAt).split('/').map(oneKey).join('/');
  return path + url.slice(queryAt).replaceAll(/(?<=[?&])(area|counterpart)=([^&]*)/g, oneFilter);
}

/** Routes a request by its address under one code an area, then by `next`. */
export const underOneArea =
  (next: RewriteUrl): RewriteUrl =>
  (request) => {
    request.url = oneAreaIn(request.url ?? '/');
    return next(request);
  };

/** Names the address that answered where an area was given by an alias (RFC 9110, section 8.7). */
export function nameArea(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('onRequest', ({ originalUrl }, reply, done) => {
    const taken = oneAreaIn(originalUrl);
    if (taken !== originalUrl) void reply.header('content-location', taken);
    done();
  });
}

function oneKey(segment: string): string {
  const series = parseSeriesKey(decoded(segment));
  if (!series) return segment;
  const [area, counterpart] = [oneArea(series.area), oneArea(series.counterpart)];
  const isSame = area === series.area && counterpart === series.counterpart;
  return isSame ? segment : seriesKey({ ...series, area, counterpart });
}

function oneFilter(whole: string, name: string, values: string): string {
  const given = values.split(/,|%2C/i);
  const taken = given.map(oneArea);
  return taken.some((code, at) => code !== given[at]) ? `${name}=${taken.join(',')}` : whole;
}

/** Empty for a malformed encoding, which the router refuses. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

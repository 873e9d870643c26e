import type { FastifyRequest } from 'fastify';

/**
 * Whether a page of another origin asks (Fetch Metadata, Sec-Fetch-Site; else the header Origin). Such a page may
 * read what anybody may, and on an open system would write without a credential.
 */
export function isOfOtherPage({ headers, host }: Pick<FastifyRequest, 'headers' | 'host'>): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  return origin !== undefined && URL.parse(origin)?.host !== host;
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { licenceOf } from '@silkgauge/known';

/** Adds a target to the `Link` header of an answer (RFC 8288). */
export function addLink(
  reply: FastifyReply,
  target: string,
  parameters: Readonly<Record<string, string>>,
): void {
  const link = [
    `<${target}>`,
    ...Object.entries(parameters).map(([name, value]) => `${name}="${value}"`),
  ].join('; ');
  const before = reply.getHeader('link');
  void reply.header('link', typeof before === 'string' ? `${before}, ${link}` : link);
}

export const DESCRIPTION = {
  target: '/openapi.json',
  type: 'application/vnd.oai.openapi+json',
} as const;

/** Names the description of the service (RFC 8631), the next page of a list, and the terms of a single source. */
export function linkAnswers(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('onSend', (request: FastifyRequest, reply: FastifyReply, payload: unknown, done) => {
    if (reply.statusCode === 200) {
      const next = typeof payload === 'string' ? cursorIn(payload) : null;
      if (next !== null) addLink(reply, nextAddress(request.url, next), { rel: 'next' });
      const licence = licenceOf(reporterIn(request) ?? '');
      if (licence?.url) addLink(reply, licence.url, { rel: 'license' });
      addLink(reply, DESCRIPTION.target, { rel: 'service-desc', type: DESCRIPTION.type });
    }
    done(null, payload);
  });
}

/** The one reporter that an answer is about, by its series or by its filter. */
function reporterIn({ params, query }: FastifyRequest): string | undefined {
  const { series } = params as { readonly series?: string };
  const { reporter } = query as { readonly reporter?: unknown };
  return series?.split('.', 1)[0] ?? (typeof reporter === 'string' ? reporter : undefined);
}

const NEXT = ',"next":"';

/** `next` of a list's JSON text, read unparsed. Texts escape their quotes, and no member after it has this name. */
export function cursorIn(list: string): string | null {
  if (!list.startsWith('{"items":[')) return null;
  const at = list.lastIndexOf(NEXT);
  // After the last page a `next` may only be found within an item.
  if (at < 0 || at < list.lastIndexOf(',"next":null')) return null;
  return /^[\w-]+(?=")/.exec(list.slice(at + NEXT.length, at + NEXT.length + MOST))?.[0] ?? null;
}

/** Cursors are short: two codes at most. */
const MOST = 4_096;

/** The address of the next page: the change log goes on after a sequence, all other lists after a cursor. */
function nextAddress(url: string, next: string): string {
  const { pathname, searchParams } = new URL(url, 'http://list');
  searchParams.delete('latest');
  searchParams.set(pathname === '/v1/changes' ? 'after' : 'cursor', next);
  return `${pathname}?${searchParams.toString()}`;
}

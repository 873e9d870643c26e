import type { IncomingMessage } from 'node:http';
import { failure } from '@silkgauge/calls';
import { acceptedType, addVary, type RewriteUrl } from '@silkgauge/service';
import type { FastifyInstance } from 'fastify';

const LIST = '/v1/growth';

/** Paths of the list's states by media type, the list itself first. */
const FORMS = {
  'application/json': LIST,
  'text/csv': `${LIST}.csv`,
  'application/x-ndjson': `${LIST}.ndjson`,
} as const;
const TYPES = Object.keys(FORMS) as (keyof typeof FORMS)[];

const isList = (url: string): boolean => url === LIST || url.startsWith(`${LIST}?`);

/** Routes `/v1/growth` by its `Accept`: the table and the lines are answers of the same address. */
export const byAccept: RewriteUrl = ({ url = '/', headers }: IncomingMessage): string => {
  if (!isList(url)) return url;
  return FORMS[acceptedType(headers, TYPES) ?? 'application/json'] + url.slice(LIST.length);
};

/** Refuses what none of the forms of the list is, and tells caches that `Accept` chose. */
export function negotiateList(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isList(request.originalUrl)) {
      done();
      return;
    }
    addVary(reply, 'accept');
    const isAccepted = acceptedType(request.headers, [...TYPES, 'application/problem+json']) !== undefined;
    done(isAccepted ? undefined : failure('not-acceptable', `${LIST} is served as ${TYPES.join(', ')}.`));
  });
}

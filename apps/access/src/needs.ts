import type { Needs } from '@silkgauge/access';
import type { FastifyRequest } from 'fastify';

const OPERATE: Needs = { scope: 'operate', limit: 'manage' };
/** Keys may ask for themselves; the handler looks whose key it is. */
const ANY_KEY: Needs = { scope: 'anything', limit: 'manage' };
const OBSERVE: Needs = { scope: 'observe', limit: 'manage' };

const NEEDS: Readonly<Record<string, Needs>> = {
  'GET /v1/keys': OPERATE,
  'POST /v1/keys': OPERATE,
  'GET /v1/keys/:id': ANY_KEY,
  'PATCH /v1/keys/:id': OPERATE,
  'POST /v1/keys/:id/rotate': ANY_KEY,
  'POST /v1/keys/:id/revoke': ANY_KEY,
  'GET /v1/policy': OPERATE,
  'PUT /v1/policy': OPERATE,
  'POST /v1/check': OPERATE,
  'GET /v1/audit': OBSERVE,
  'GET /v1/audit.ndjson': OBSERVE,
  'GET /v1/audit/records.ndjson': OBSERVE,
};

/** What a request needs; one that is served nowhere needs nothing, and is 404 or 405. */
export const needsOf = ({ method, routeOptions }: FastifyRequest): Needs =>
  NEEDS[`${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`] ?? {
    scope: 'nothing',
    limit: null,
  };

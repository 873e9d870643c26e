import { PROBLEM_MEDIA_TYPE } from '../problem.ts';
import type { Description } from './json-schemas.ts';

export const schemaRef = (name: string): Description => ({ $ref: `#/components/schemas/${name}` });
const responseRef = (name: string): Description => ({ $ref: `#/components/responses/${name}` });

export const json = (schema: Description, examples?: Description): Description => ({
  'application/json': { schema, ...(examples && { examples }) },
});

export const digits = (description: string): Description => ({
  type: 'string',
  description,
  pattern: '^\\d+$',
});

export const CONTACT: Description = { name: 'Silkgauge maintainers' };

/** No licence is granted. `LicenseRef-` is SPDX's prefix for names outside its list. */
export const LICENSE: Description = { name: 'UNLICENSED', identifier: 'LicenseRef-UNLICENSED' };

export const SERVICE_TAG: Description = { name: 'service', description: 'Health, metrics and descriptions.' };

/** Problem responses that the paths refer to. */
export const responsesIn = (paths: unknown): Readonly<Record<string, Description>> => {
  const text = JSON.stringify(paths);
  return Object.fromEntries(
    Object.entries(PROBLEM_RESPONSES).filter(([name]) => text.includes(`"#/components/responses/${name}"`)),
  );
};

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'string' } } };

const problemResponse = (description: string, headers?: Description): Description => ({
  description,
  ...(headers ? { headers } : {}),
  content: { [PROBLEM_MEDIA_TYPE]: { schema: schemaRef('Problem') } },
});

const PROBLEM_RESPONSES: Readonly<Record<string, Description>> = {
  BadRequest: problemResponse('The request cannot be understood.'),
  Unauthorized: problemResponse('A credential that counts is needed.', {
    'WWW-Authenticate': { description: 'Which one (RFC 6750).', schema: { type: 'string' } },
  }),
  Forbidden: problemResponse('This credential may not do this.'),
  NotFound: problemResponse('There is none.'),
  MethodNotAllowed: problemResponse('The method is not served here.'),
  NotAcceptable: problemResponse('No accepted media type or content coding is served.'),
  Conflict: problemResponse('What is there does not allow it; the type of the problem says what.'),
  Thinned: problemResponse(
    'Changes after the cursor are no longer kept. `snapshot` is the address of the states to go on from, `after` the cursor behind them; where kinds were named, `snapshots` has an address of each.',
  ),
  PreconditionFailed: problemResponse('It was changed meanwhile: read it again.'),
  TooLarge: problemResponse('More than the limits allow.'),
  RangeNotSatisfiable: problemResponse('The file has no such part.', {
    'Content-Range': { description: 'How many bytes there are.', schema: { type: 'string' } },
  }),
  UnsupportedMediaType: problemResponse('A media type that is not taken.'),
  Misdirected: problemResponse('Not served under the name that was asked for.'),
  InvalidEvent: problemResponse('Schema or meaning are broken; all faults at once.'),
  InvalidDocument: problemResponse('Members that are wrong or not known; all faults at once.'),
  PreconditionRequired: problemResponse('If-Match is needed: it says which version is changed.'),
  TooManyRequests: problemResponse('Too many requests; ask again later.', RETRY_AFTER),
  Unavailable: problemResponse(
    'Not available at the moment; the same request may be sent again.',
    RETRY_AFTER,
  ),
};

const STATUS_OF: Readonly<Record<string, string>> = {
  BadRequest: '400',
  Unauthorized: '401',
  Forbidden: '403',
  NotFound: '404',
  MethodNotAllowed: '405',
  NotAcceptable: '406',
  Conflict: '409',
  Thinned: '410',
  PreconditionFailed: '412',
  TooLarge: '413',
  UnsupportedMediaType: '415',
  RangeNotSatisfiable: '416',
  Misdirected: '421',
  InvalidEvent: '422',
  InvalidDocument: '422',
  PreconditionRequired: '428',
  TooManyRequests: '429',
  Unavailable: '503',
};

/** Ways to name the caller: a key, a token of an issuer, or nothing where anonymous callers may do the same. */
export const SECURITY = [{}, { token: [] }];
export const SECURITY_SCHEMES: Description = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key, sgk_..., or a JSON Web Token of an issuer that the operators named.',
  },
};

/** What a guarded call answers to those that it does not let in. */
export const GUARDED = ['Unauthorized', 'Forbidden', 'Misdirected', 'TooManyRequests'] as const;

/** References to problem responses, by status. */
export const problems = (...names: readonly string[]): Readonly<Record<string, Description>> =>
  Object.fromEntries(names.map((name) => [STATUS_OF[name] ?? 'default', responseRef(name)]));

const text = (description: string, mediaType: string): Description => ({
  description,
  content: { [mediaType]: { schema: { type: 'string' } } },
});

export const serviceOperation = (
  operationId: string,
  summary: string,
  description: string,
  responses: Description,
): Description => ({
  get: {
    operationId,
    summary,
    description,
    tags: ['service'],
    security: [],
    responses: { ...responses, ...problems('MethodNotAllowed') },
  },
});

/** Paths that every service has. */
export function servicePaths(): Readonly<Record<string, Description>> {
  const health = { description: 'Yes.', content: json({ type: 'object' }) };
  return {
    '/openapi.json': serviceOperation(
      'openapi',
      'This description',
      'It never changes while the process lives.',
      {
        200: { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) },
      },
    ),
    '/healthz': serviceOperation(
      'healthz',
      'Does the process live?',
      'Says nothing of what the service depends on: that is no reason to restart it.',
      { 200: health },
    ),
    '/readyz': serviceOperation('readyz', 'Does it take work?', 'Each check by name, with what it found.', {
      200: health,
      503: { description: 'No; the body says why.', content: json({ type: 'object' }) },
    }),
    '/metrics': serviceOperation(
      'metrics',
      'Metrics for Prometheus',
      'In the text format, silkgauge_ before the names of our own.',
      { 200: text('Metrics.', 'text/plain') },
    ),
  };
}

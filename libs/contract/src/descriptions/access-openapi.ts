import { AuditEntry, WrittenRecord } from '../shapes/access.ts';
import {
  AccessAnswer,
  AccessQuestion,
  Key,
  KeyPatch,
  KeyRevocation,
  KeyRotation,
  KeySettings,
  MadeKey,
  PolicyInForce,
  PolicySettings,
} from '../shapes/access-api.ts';
import { pageOf } from '../shapes/page.ts';
import { Problem } from '../shapes/problem.ts';
import { openApiParts, publishedPart, type Description, type Parts } from './json-schemas.ts';
import {
  ETAG,
  guardedOperation,
  IF_MATCH,
  PAGE_SIZE,
  queries,
  told,
  WRITTEN,
  type SaidOf,
} from './guarded-operation.ts';
import {
  CONTACT,
  LICENSE,
  SECURITY_SCHEMES,
  json,
  responsesIn,
  SERVICE_TAG,
  servicePaths,
} from './openapi-parts.ts';

const text = { type: 'string' };

/** Query parameters of the lists of the access service. */
export const ACCESS_QUERY_PARAMETERS = {
  keys: ['state', 'limit', 'cursor'],
  audit: ['from', 'to', 'actor', 'action', 'target', 'limit', 'cursor'],
  auditLines: ['from', 'to', 'actor', 'action', 'target'],
} as const;

const SAID_OF: SaidOf = {
  state: ['Only keys in this state.', { type: 'string', enum: ['active', 'revoked', 'expired'] }],
  from: ['Only entries from this instant on.', { type: 'string', format: 'date-time' }],
  to: ['Only entries before this instant.', { type: 'string', format: 'date-time' }],
  actor: ['Only entries of this key, account, subject or address.', text],
  action: ['Only this action; a final * stands for any rest.', text],
  target: ['Only this target; a final * stands for any rest.', text],
  limit: PAGE_SIZE,
  cursor: ['"next" of the page before.', text],
};

const id: Description = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of a key, or `self` for the key that asks.',
  schema: text,
};

/** OpenAPI 3.1 description of the access service. */
export function accessOpenApi(): Description {
  const parts = openApiParts();
  publishedPart(Problem, parts);
  const paths = { ...keyPaths(parts), ...policyPaths(parts), ...auditPaths(parts), ...servicePaths() };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Silkgauge access',
      version: '1',
      description:
        'Keys, the policy and the audit. An answer to a change comes once the change and its audit entry are on all in-sync replicas; every process holds to the change five seconds later at the latest.',
      contact: CONTACT,
      license: LICENSE,
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [
      { name: 'keys', description: 'Who may do what.' },
      { name: 'policy', description: 'What holds for all.' },
      { name: 'audit', description: 'What was done.' },
      SERVICE_TAG,
    ],
    paths,
    components: {
      schemas: parts.named,
      responses: responsesIn(paths),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function keyPaths(parts: Parts): Readonly<Record<string, Description>> {
  const one = told('The key.', Key, parts, ETAG);
  const made = { description: 'The key.', headers: ETAG, content: json(publishedPart(MadeKey, parts)) };
  return {
    '/v1/keys': {
      get: guardedOperation({
        ...{ id: 'listKeys', tag: 'keys', summary: 'All keys' },
        description: 'In the order in which they were made. Scope operate.',
        parameters: queries(ACCESS_QUERY_PARAMETERS.keys, SAID_OF),
        answers: { 200: { description: 'A page.', content: json(publishedPart(pageOf(Key), parts)) } },
      }),
      post: guardedOperation({
        ...{ id: 'makeKey', tag: 'keys', summary: 'Make a key' },
        description: 'The answer alone tells the key. Scope operate.',
        body: json(publishedPart(KeySettings, parts)),
        answers: { 201: made },
        refusals: ['Conflict', ...WRITTEN],
      }),
    },
    '/v1/keys/{id}': {
      get: guardedOperation({
        ...{ id: 'readKey', tag: 'keys', summary: 'One key' },
        description: 'Scope operate, or any for the own key.',
        parameters: [id],
        answers: one,
        refusals: ['NotFound'],
      }),
      patch: guardedOperation({
        ...{ id: 'changeKey', tag: 'keys', summary: 'Change a key' },
        description:
          'What a key is for may change, its secret and whom it stands for may not. Scope operate.',
        parameters: [id, IF_MATCH],
        body: { 'application/merge-patch+json': { schema: publishedPart(KeyPatch, parts) } },
        answers: one,
        refusals: ['NotFound', 'Conflict', 'PreconditionFailed', ...WRITTEN, 'PreconditionRequired'],
      }),
    },
    '/v1/keys/{id}/rotate': {
      post: guardedOperation({
        ...{ id: 'rotateKey', tag: 'keys', summary: 'Give a key a new secret' },
        description:
          'The secret before stands for the overlap; one before that ends at once. Scope operate, or any for the own key.',
        parameters: [id],
        body: json(publishedPart(KeyRotation, parts)),
        answers: { 200: made },
        refusals: ['NotFound', 'Conflict', ...WRITTEN],
      }),
    },
    '/v1/keys/{id}/revoke': {
      post: guardedOperation({
        ...{ id: 'revokeKey', tag: 'keys', summary: 'End a key for ever' },
        description: 'Again is the same answer. Scope operate, or any for the own key.',
        parameters: [id],
        body: json(publishedPart(KeyRevocation, parts)),
        answers: one,
        refusals: ['NotFound', 'Conflict', ...WRITTEN],
      }),
    },
  };
}

function policyPaths(parts: Parts): Readonly<Record<string, Description>> {
  const whole = told('The policy.', PolicyInForce, parts, ETAG);
  return {
    '/v1/policy': {
      get: guardedOperation({
        ...{ id: 'readPolicy', tag: 'policy', summary: 'The policy in force' },
        description: 'With all defaults. Scope operate.',
        answers: whole,
      }),
      put: guardedOperation({
        ...{ id: 'decidePolicy', tag: 'policy', summary: 'Decide the policy' },
        description: 'A member left out is its default. Scope operate.',
        parameters: [IF_MATCH],
        body: json(publishedPart(PolicySettings, parts)),
        answers: whole,
        refusals: ['Conflict', 'PreconditionFailed', ...WRITTEN, 'PreconditionRequired'],
      }),
    },
    '/v1/check': {
      post: guardedOperation({
        ...{ id: 'checkAccess', tag: 'policy', summary: 'Would an event be let in?' },
        description: 'Nothing is pushed. Scope operate.',
        body: json(publishedPart(AccessQuestion, parts)),
        answers: told('Whether, and each rule that says no.', AccessAnswer, parts),
        refusals: ['NotFound', ...WRITTEN],
      }),
    },
  };
}

function auditPaths(parts: Parts): Readonly<Record<string, Description>> {
  const lines = { 'application/x-ndjson': { schema: publishedPart(AuditEntry, parts) } };
  return {
    '/v1/audit': {
      get: guardedOperation({
        ...{ id: 'readAudit', tag: 'audit', summary: 'What was done' },
        description:
          'In the order of the topic. A page may have fewer items than asked for and go on all the same. Scope observe, with a credential.',
        parameters: queries(ACCESS_QUERY_PARAMETERS.audit, SAID_OF),
        answers: { 200: { description: 'A page.', content: json(publishedPart(pageOf(AuditEntry), parts)) } },
      }),
    },
    '/v1/audit.ndjson': {
      get: guardedOperation({
        ...{ id: 'exportAudit', tag: 'audit', summary: 'What was done, a line each' },
        description:
          'All entries until now; without filters the lines prove to be whole by their hashes. Scope observe, with a credential.',
        parameters: queries(ACCESS_QUERY_PARAMETERS.auditLines, SAID_OF),
        answers: { 200: { description: 'Lines.', content: lines } },
      }),
    },
    '/v1/audit/records.ndjson': {
      get: guardedOperation({
        ...{
          id: 'exportRecords',
          tag: 'audit',
          summary: 'Which records of keys and policy were written, a line each',
        },
        description:
          'Offset, key, version, hash of the entry, SHA-256 of what it decides, and whether it is signed, of each record of silkgauge.access until now; `npm run access -- audit verify` compares them with the audit. Scope observe, with a credential.',
        answers: {
          200: {
            description: 'Lines.',
            content: { 'application/x-ndjson': { schema: publishedPart(WrittenRecord, parts) } },
          },
        },
      }),
    },
  };
}

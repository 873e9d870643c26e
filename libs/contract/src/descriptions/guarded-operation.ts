import type { TSchema } from 'typebox';
import { publishedPart, type Description, type Parts } from './json-schemas.ts';
import { GUARDED, json, problems } from './openapi-parts.ts';

const text = { type: 'string' };

export const ETAG = { ETag: { description: 'Send it back as If-Match.', schema: text } };

export const IF_MATCH: Description = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'ETag of what is changed; another one is 412.',
  schema: text,
};

/** Refusals of a body. */
export const WRITTEN = ['TooLarge', 'UnsupportedMediaType', 'InvalidDocument'] as const;

export interface GuardedCall {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Description[];
  readonly body?: Description;
  /** Whether the body may be left out. */
  readonly isBodyOptional?: boolean;
  readonly answers: Description;
  readonly refusals?: readonly string[];
}

/** A call that the guard lets in or refuses, and that may be unavailable. */
export const guardedOperation = ({
  id: operationId,
  tag,
  summary,
  description,
  parameters,
  body,
  isBodyOptional = false,
  answers,
  refusals,
}: GuardedCall) => ({
  operationId,
  ...{ summary, description, tags: [tag] },
  ...(parameters && { parameters }),
  ...(body && { requestBody: { required: !isBodyOptional, content: body } }),
  responses: {
    ...answers,
    ...problems('BadRequest', ...GUARDED, 'MethodNotAllowed', ...(refusals ?? []), 'Unavailable'),
  },
});

/** A 200 with one shape. */
export const told = (
  description: string,
  shape: TSchema,
  parts: Parts,
  headers: Description = {},
): Description => ({
  200: { description, headers, content: json(publishedPart(shape, parts)) },
});

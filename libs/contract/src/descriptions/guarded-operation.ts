import type { TSchema } from 'typebox';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../calls/paging.ts';
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

/** Description and schema of parameters, by name. */
export type SaidOf = Readonly<Record<string, readonly [description: string, schema: Description]>>;

/** What is said of the size of a page. */
export const PAGE_SIZE: SaidOf[string] = [
  `Items of a page, at most ${String(LARGEST_PAGE)}.`,
  { type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: DEFAULT_PAGE },
];

/** Parameters of a query, none of which is needed. */
export const queries = (names: readonly string[], saidOf: SaidOf): Description[] =>
  names.map((name) => {
    const [description, schema] = saidOf[name] ?? ['', text];
    return { name, in: 'query', required: false, description, schema };
  });

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

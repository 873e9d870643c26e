import type { TSchema } from 'typebox';
import { publishedPart, published, type Description, type Parts } from '../descriptions/json-schemas.ts';
import { digits, json as jsonContent } from '../descriptions/openapi-parts.ts';
import { pageOf } from '../shapes/page.ts';
import { DEFAULT_PAGE, LARGEST_PAGE } from './paging.ts';

/** What a call answers. */
export interface Answer {
  readonly status: 200 | 201 | 202;
  /** Headers that its route sets; all others are its handler's. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * `file`: also sent in parts where it is pinned to a sequence; `stream`: never ends; `managed`: of what callers
   * keep, such as keys and subscriptions.
   */
  readonly kind: 'read' | 'file' | 'stream' | 'posted' | 'managed';
  readonly describe: (parts: Parts) => Description;
}

const text: Description = { type: 'string' };

/** Caches may keep JSON that is read, but must revalidate. */
const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' };

const VALIDATORS: Description = {
  ETag: { description: 'Send it back as If-None-Match.', schema: text },
  'Last-Modified': {
    description:
      'Send it back as If-Modified-Since. Where no time is known by which nothing had changed, it is that of the answer.',
    schema: text,
  },
};

/** Header of an answer that tells of a place in the log. */
export const SEQUENCE: Description = {
  'X-Silkgauge-Sequence': {
    description:
      'Sequence of the log that the answer tells of; none for an instant that no sequence says the same as.',
    schema: digits('A sequence.'),
  },
};

/** JSON, with the headers that the API sends with it. */
export const tagged = (description: string, schema: Description, examples?: Description): Description => ({
  description,
  headers: {
    ...VALIDATORS,
    Link: {
      description: 'This description (rel=service-desc); of a page the next one (rel=next).',
      schema: text,
    },
    'Content-Location': {
      description: 'The address that answered, where an area was given by an alias.',
      schema: text,
    },
  },
  content: jsonContent(schema, examples),
});

/** One thing as JSON; `others` are media types besides, by name. */
export const one = (
  description: string,
  shape: TSchema,
  { examples, others = {} }: { examples?: Description; others?: Readonly<Record<string, TSchema>> } = {},
): Answer => ({
  status: 200,
  headers: JSON_HEADERS,
  kind: 'read',
  describe: (parts) => {
    const told = tagged(description, publishedPart(shape, parts), examples);
    const more = Object.entries(others).map(([type, other]): [string, unknown] => [
      type,
      { schema: publishedPart(other, parts) },
    ]);
    return { ...told, content: { ...(told['content'] as Description), ...Object.fromEntries(more) } };
  },
});

/** A page of a list. */
export const page = (item: TSchema): Answer =>
  one(`A page of at most ${String(LARGEST_PAGE)} items, ${String(DEFAULT_PAGE)} unless told.`, pageOf(item));

/** Headers of an answer that is sent as it is read. */
const streamed = (description: string, links: string): Description => ({
  description,
  headers: { ...VALIDATORS, ...SEQUENCE, Link: { description: links, schema: text } },
});

/** A file of all states of a filter. */
export const file = (
  description: string,
  links: string,
  type: string,
  schema: Description | { readonly part: TSchema } | { readonly whole: TSchema } = text,
): Answer => ({
  status: 200,
  headers: {},
  kind: 'file',
  describe: (parts) => ({
    ...streamed(description, links),
    content: { [type]: { schema: schemaIn(schema, parts) } },
  }),
});

function schemaIn(
  schema: Description | { readonly part: TSchema } | { readonly whole: TSchema },
  parts: Parts,
): Description {
  if ('part' in schema) return publishedPart(schema['part'] as TSchema, parts);
  if ('whole' in schema) return published(schema['whole'] as TSchema, parts);
  return schema;
}

/** A feed in pages, which its handler gives its headers. */
export const feed = (links: string): Answer => ({
  status: 200,
  headers: {},
  kind: 'read',
  describe: () => ({
    ...streamed('An Atom feed (RFC 4287).', links),
    content: { 'application/atom+xml': { schema: text } },
  }),
});

/** A text of a type of its own; `headers` are described besides its validators. */
export const written = (
  description: string,
  type: string,
  { headers = {}, cache }: { headers?: Description; cache?: string } = {},
): Answer => ({
  status: 200,
  headers: cache === undefined ? {} : { 'content-type': `${type}; charset=utf-8`, 'cache-control': cache },
  kind: 'read',
  describe: () => ({
    description,
    headers: { ...VALIDATORS, ...headers },
    content: { [type]: { schema: text } },
  }),
});

/** A text that never ends. */
export const stream = (description: string, type: string): Answer => ({
  status: 200,
  headers: {},
  kind: 'stream',
  describe: () => ({ description, content: { [type]: { schema: text } } }),
});

/** What became of what was posted. */
export const posted = (
  status: Answer['status'],
  description: string,
  shape: TSchema,
  { location, cache }: { location?: string; cache?: string } = {},
): Answer => ({
  status,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    ...(cache !== undefined && { 'cache-control': cache }),
  },
  kind: 'posted',
  describe: (parts) => ({
    description,
    ...(location !== undefined && { headers: { Location: { description: location, schema: text } } }),
    content: jsonContent(publishedPart(shape, parts)),
  }),
});

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const NOT_KEPT = { 'cache-control': 'no-store' };

/** What callers keep: `tag` where it has an ETag, and with it perhaps a location; `isSecret` where no cache may have it. */
export const managed = (
  description: string,
  shape: TSchema,
  {
    status = 200,
    tag = false,
    isSecret = !tag,
    location,
  }: { status?: Answer['status']; tag?: boolean; isSecret?: boolean; location?: string } = {},
): Answer => ({
  status,
  headers: { ...JSON_TYPE, ...(isSecret ? NOT_KEPT : { 'cache-control': 'no-cache' }) },
  kind: 'managed',
  describe: (parts) => ({
    description,
    ...(tag && {
      headers: {
        ETag: { description: 'Send it back as If-Match.', schema: text },
        ...(location !== undefined && { Location: { description: location, schema: text } }),
      },
    }),
    content: jsonContent(publishedPart(shape, parts)),
  }),
});

/** A page of what callers keep. */
export const managedPage = (item: TSchema): Answer => managed('A page.', pageOf(item));

/** What callers keep, a line of JSON each. */
export const managedLines = (item: TSchema): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/x-ndjson', ...NOT_KEPT },
  kind: 'managed',
  describe: (parts) => ({
    description: 'Lines.',
    content: { 'application/x-ndjson': { schema: publishedPart(item, parts) } },
  }),
});

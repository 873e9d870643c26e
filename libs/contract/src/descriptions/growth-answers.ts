import type { TSchema } from 'typebox';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../growth-query.ts';
import { Explanation } from '../shapes/explanation.ts';
import { pageOf } from '../shapes/page.ts';
import { Provenance } from '../shapes/provenance.ts';
import { publishedPart, type Description, type Parts } from './json-schemas.ts';
import { digits, json } from './openapi-parts.ts';

const VALIDATORS: Description = {
  ETag: { description: 'Send it back as If-None-Match.', schema: { type: 'string' } },
  'Last-Modified': {
    description:
      'Send it back as If-Modified-Since. Where no time is known by which nothing had changed, it is that of the answer.',
    schema: { type: 'string' },
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
      schema: { type: 'string' },
    },
    'Content-Location': {
      description: 'The address that answered, where an area was given by an alias.',
      schema: { type: 'string' },
    },
  },
  content: json(schema, examples),
});

/** Descriptions of an answer and of a page; both add the shape to `parts`. */
export const answers = (parts: Parts) => ({
  answer: (description: string, shape: TSchema, examples?: Description) =>
    tagged(description, publishedPart(shape, parts), examples),
  page: (item: TSchema) =>
    tagged(
      `A page of at most ${String(LARGEST_PAGE)} items, ${String(DEFAULT_PAGE)} unless told.`,
      publishedPart(pageOf(item), parts),
    ),
});

/** Description and headers of an answer that is sent as it is read. */
export const streamed = (description: string, links: string): Description => ({
  description,
  headers: {
    ...VALIDATORS,
    ...SEQUENCE,
    Link: { description: links, schema: { type: 'string' } },
  },
});

/** A text of a type of its own; `headers` are those besides its validators. */
export const written = (description: string, type: string, headers: Description = {}): Description => ({
  description,
  headers: { ...VALIDATORS, ...headers },
  content: { [type]: { schema: { type: 'string' } } },
});

/** An explanation, and its provenance for those who ask for linked data. */
export function explained(answer: ReturnType<typeof answers>['answer'], parts: Parts): Description {
  const told = answer('The state and what it rests on; as linked data its provenance.', Explanation);
  const provenance = { 'application/ld+json': { schema: publishedPart(Provenance, parts) } };
  return { ...told, content: { ...(told['content'] as Description), ...provenance } };
}

import { type AnyCall, type Body } from '../calls/call.ts';
import type { Answer } from '../calls/answer.ts';
import { publishedPart, type Description, type Parts } from './json-schemas.ts';
import { digits, GUARDED, json, problems } from './openapi-parts.ts';

const text: Description = { type: 'string' };

const inHeader = (name: string, description: string, schema: Description = text): Description => ({
  ...{ name, in: 'header', required: false, description, schema },
});

/** Headers of a request, by what is answered. */
const HEADERS: Readonly<Record<Answer['kind'], readonly Description[]>> = {
  read: [inHeader('If-None-Match', 'ETag of an earlier answer.')],
  file: [
    inHeader('If-None-Match', 'ETag of an earlier answer.'),
    inHeader('Range', 'One range of bytes (RFC 9110), of an answer that is pinned by a sequence.'),
    inHeader('If-Range', 'ETag of the answer that the other parts are of.'),
  ],
  stream: [inHeader('Last-Event-ID', 'Resume after this sequence; wins over after.', digits('A sequence.'))],
  posted: [],
};

/** Problems that all calls with an answer of a kind have: before those of the call, and behind. */
const PROBLEMS: Readonly<Record<Answer['kind'], readonly [readonly string[], readonly string[]]>> = {
  read: [GUARDED, ['MethodNotAllowed', 'NotAcceptable']],
  file: [GUARDED, ['RangeNotSatisfiable', 'MethodNotAllowed', 'NotAcceptable']],
  stream: [GUARDED, ['MethodNotAllowed']],
  posted: [[...GUARDED, 'MethodNotAllowed', 'TooLarge', 'UnsupportedMediaType'], []],
};

/** A part of a file. */
const partOf = ({ content }: Description): Description => ({
  description: 'The part that was asked for.',
  headers: {
    'Content-Range': { description: 'Where the part lies in the file.', schema: text },
  },
  content,
});

/** The operation of a call, as OpenAPI has it. */
export function operationOf(operationId: string, call: AnyCall, parts: Parts): Description {
  const { tag, summary, about: description, inPath = {}, body, answer, errors = [] } = call.said;
  const found = answer.describe(parts);
  const [first, last] = PROBLEMS[answer.kind];
  const isRead = answer.kind === 'read' || answer.kind === 'file';
  const parameters = [
    ...Object.entries(inPath).map(([name, { about, schema, examples }]) => ({
      ...{ name, in: 'path', required: true, description: about, schema },
      ...(examples && { examples }),
    })),
    ...HEADERS[answer.kind],
    ...Object.entries(call.parameters).map(([name, { about, schema, needed }]) => ({
      ...{ name, in: 'query', required: needed !== undefined, description: about, schema },
    })),
  ];
  return {
    ...{ operationId, summary, description, tags: [tag] },
    ...((call.method === 'GET' || parameters.length > 0) && { parameters }),
    ...(body && { requestBody: { required: true, content: contentOf(body, parts) } }),
    responses: {
      [answer.status]: found,
      ...(answer.kind === 'file' && { 206: partOf(found) }),
      ...(isRead && { 304: { description: 'As it was.' } }),
      ...problems('BadRequest', ...first, ...errors, ...last),
    },
  };
}

const contentOf = ({ schema, types = {} }: Body, parts: Parts): Description => ({
  ...(schema && json(publishedPart(schema, parts))),
  ...Object.fromEntries(Object.entries(types).map(([type, other]) => [type, { schema: other }])),
});

import type { AnyCall, Body, Segments } from '../calls/call.ts';
import type { Answer } from '../calls/answer.ts';
import { publishedPart, type Description, type Parts } from './json-schemas.ts';
import { digits, GUARDED, problems } from './openapi-parts.ts';

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
  managed: [],
};

/** Problems that all calls with an answer of a kind have: before those of the call, and behind. */
const PROBLEMS: Readonly<Record<Answer['kind'], readonly [readonly string[], readonly string[]]>> = {
  read: [GUARDED, ['MethodNotAllowed', 'NotAcceptable']],
  file: [GUARDED, ['RangeNotSatisfiable', 'MethodNotAllowed', 'NotAcceptable']],
  stream: [GUARDED, ['MethodNotAllowed']],
  posted: [[...GUARDED, 'MethodNotAllowed', 'TooLarge', 'UnsupportedMediaType'], []],
  managed: [GUARDED, ['MethodNotAllowed', 'Unavailable']],
};

/** Refusals of a body of what callers keep. */
const WRITTEN = ['TooLarge', 'UnsupportedMediaType', 'InvalidDocument'];
const MATCHED = ['PreconditionFailed', 'PreconditionRequired'];

const IF_MATCH: Description = {
  ...inHeader('If-Match', 'ETag of what is changed; another one is 412.'),
  required: true,
};

/** A part of a file. */
const partOf = ({ content }: Description): Description => ({
  description: 'The part that was asked for.',
  headers: {
    'Content-Range': { description: 'Where the part lies in the file.', schema: text },
  },
  content,
});

/** The paths of some calls, each with its methods. */
export function pathsOf(
  calls: Readonly<Record<string, AnyCall>>,
  parts: Parts,
): Readonly<Record<string, Description>> {
  const paths: Record<string, Description> = {};
  for (const [name, call] of Object.entries(calls))
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: operationOf(name, call, parts) };
  return paths;
}

/** The operation of a call, as OpenAPI has it. */
function operationOf(operationId: string, call: AnyCall, parts: Parts): Description {
  const { tag, summary, about: description, body, answer } = call.said;
  const found = answer.describe(parts);
  const parameters = parametersOf(call);
  return {
    ...{ operationId, summary, description, tags: [tag] },
    ...(isOpen(call) && { security: [] }),
    ...((call.method === 'GET' || parameters.length > 0) && { parameters }),
    ...(body && { requestBody: { required: !body.isOptional, content: contentOf(body, parts) } }),
    responses: responsesOf(call, found),
  };
}

/** Whether it asks for no credential, which may then be no wrong one either. */
const isOpen = ({ said: { needs } }: AnyCall): boolean => needs.scope === 'nothing' && needs.limit === null;

/** Parts of a path. */
export const inPathOf = (segments: Segments): Description[] =>
  Object.entries(segments).map(([name, { about, schema, examples }]) => ({
    ...{ name, in: 'path', required: true, description: about, schema },
    ...(examples && { examples }),
  }));

function parametersOf({ said, parameters }: AnyCall): Description[] {
  const { inPath = {}, headers = {}, isMatched, answer } = said;
  return [
    ...inPathOf(inPath),
    ...(isMatched ? [IF_MATCH] : HEADERS[answer.kind]),
    ...Object.entries(headers).map(([name, about]) => inHeader(name, about)),
    ...Object.entries(parameters).map(([name, { about, schema, needed }]) => ({
      ...{ name, in: 'query', required: needed !== undefined, description: about, schema },
    })),
  ];
}

function responsesOf(call: AnyCall, found: Description): Description {
  const { body, answer, isMatched, errors = [] } = call.said;
  const [first, last] = PROBLEMS[answer.kind];
  const isRead = answer.kind === 'read' || answer.kind === 'file';
  const isKept = answer.kind === 'managed';
  return {
    [answer.status]: found,
    ...(answer.kind === 'file' && { 206: partOf(found) }),
    ...(isRead && { 304: { description: 'As it was.' } }),
    ...problems(
      'BadRequest',
      ...(isOpen(call) ? [] : first),
      ...(isKept && body ? WRITTEN : []),
      ...(isMatched ? MATCHED : []),
      ...errors,
      ...last,
    ),
  };
}

const contentOf = ({ schema, type = 'application/json', types = {} }: Body, parts: Parts): Description => ({
  ...(schema && { [type]: { schema: publishedPart(schema, parts) } }),
  ...Object.fromEntries(Object.entries(types).map(([type, other]) => [type, { schema: other }])),
});

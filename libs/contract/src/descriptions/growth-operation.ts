import { GROWTH_QUERY_PARAMETERS, type GrowthCall } from '../growth-query.ts';
import { SAID } from './growth-calls.ts';
import {
  bulletinParameter,
  dimensionParameter,
  headerParameter,
  jobParameter,
  pathParameters,
  printedParameter,
  queryParameter,
  releaseParameter,
  selectionParameter,
  seriesParameter,
} from './growth-parameters.ts';
import type { Description } from './json-schemas.ts';
import { digits, GUARDED, problems } from './openapi-parts.ts';

/** Parameters in the path, by call. */
const IN_PATH: Readonly<Partial<Record<GrowthCall, readonly Description[]>>> = {
  ...Object.fromEntries(
    ['state', 'history', 'vintages', 'digits', 'explain', 'headline'].map((name) => [name, pathParameters]),
  ),
  ...Object.fromEntries(
    ['bulletin', 'bulletinMarkdown', 'bulletinText', 'bulletinHistory', 'bulletinPlan'].map((name) => [
      name,
      [bulletinParameter],
    ]),
  ),
  ...Object.fromEntries(['release', 'releaseHistory'].map((name) => [name, [releaseParameter]])),
  ...Object.fromEntries(['transformations', 'wholeSeries'].map((name) => [name, [seriesParameter]])),
  printedSentence: [printedParameter],
  codes: [dimensionParameter],
  selection: [selectionParameter],
  job: [jobParameter],
};

/** Calls whose answer is a file, which is sent in parts, too, where it is pinned to a sequence (`asOf`). */
const FILES: ReadonlySet<GrowthCall> = new Set(['lines', 'table', 'parquet', 'jsonStat']);

const RANGE_PARAMETERS: readonly Description[] = [
  headerParameter('Range', 'One range of bytes (RFC 9110), of an answer that is pinned by a sequence.', {
    type: 'string',
  }),
  headerParameter('If-Range', 'ETag of the answer that the other parts are of.', { type: 'string' }),
];

/** A part of a file. */
const partOf = ({ content }: Description): Description => ({
  description: 'The part that was asked for.',
  headers: {
    'Content-Range': { description: 'Where the part lies in the file.', schema: { type: 'string' } },
  },
  content,
});

/** A call that reads: what is found, and the `others` of its problems besides those that all calls have. */
export function call(
  tag: string,
  name: GrowthCall,
  found: Description,
  others: readonly string[] = [],
): Description {
  const inPath = IN_PATH[name] ?? [];
  const isStream = name === 'stream';
  const inHeader = isStream
    ? [
        headerParameter(
          'Last-Event-ID',
          'Resume after this sequence; wins over after.',
          digits('A sequence.'),
        ),
      ]
    : [headerParameter('If-None-Match', 'ETag of an earlier answer.', { type: 'string' })];
  const isFile = FILES.has(name);
  const inParts = isFile ? { 206: partOf(found) } : {};
  const notModified = isStream ? {} : { 304: { description: 'As it was.' } };
  const refused = isStream ? [] : ['NotAcceptable'];
  return {
    get: {
      operationId: name,
      ...SAID[name],
      tags: [tag],
      parameters: [
        ...inPath,
        ...inHeader,
        ...(isFile ? RANGE_PARAMETERS : []),
        ...GROWTH_QUERY_PARAMETERS[name].map((known) => queryParameter(name, known)),
      ],
      responses: {
        200: found,
        ...inParts,
        ...notModified,
        ...problems(
          'BadRequest',
          ...GUARDED,
          ...others,
          ...(isFile ? ['RangeNotSatisfiable'] : []),
          'MethodNotAllowed',
          ...refused,
        ),
      },
    },
  };
}

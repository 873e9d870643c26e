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
        ...GROWTH_QUERY_PARAMETERS[name].map((known) => queryParameter(name, known)),
      ],
      responses: {
        200: found,
        ...notModified,
        ...problems('BadRequest', ...GUARDED, ...others, 'MethodNotAllowed', ...refused),
      },
    },
  };
}

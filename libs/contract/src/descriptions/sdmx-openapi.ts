import { PROBLEM_MEDIA_TYPE } from '../problem.ts';
import type { Description } from './json-schemas.ts';
import { GUARDED, problems, schemaRef } from './openapi-parts.ts';

const text: Description = { type: 'string' };
const count: Description = { type: 'integer', minimum: 0 };
const wordsOf = (...words: readonly string[]): Description => ({ type: 'string', enum: words });

export const SDMX_TAG: Description = {
  name: 'sdmx',
  description:
    'The same states as statistics offices serve theirs: SDMX-REST 2.2 at /sdmx/3.0, SDMX-REST 1.5 at /sdmx/2.1. Parts of a path may be left out from the end.',
};

const TYPE = 'application/vnd.sdmx.';
const DATA_TYPES = [
  ...['2.1.0', '2.0.0', '1.0.0'].map((version) => `${TYPE}data+json;version=${version}`),
  ...['2.1.0', '2.0.0', '1.0.0'].map((version) => `${TYPE}data+csv;version=${version}`),
  `${TYPE}data+xml;version=3.0.0`,
  ...['generic', 'structurespecific'].flatMap((kind) =>
    ['data', 'timeseriesdata'].map((shape) => `${TYPE}${kind}${shape}+xml;version=2.1`),
  ),
];
const STRUCTURE_TYPES = [
  `${TYPE}structure+json;version=2.1.0`,
  `${TYPE}structure+json;version=2.0.0`,
  `${TYPE}structure+xml;version=3.0.0`,
  `${TYPE}structure+xml;version=2.1`,
];

const schemaOf = (type: string): Description => (type.includes('json') ? { type: 'object' } : text);
const contentOf = (types: readonly string[]): Description =>
  Object.fromEntries(types.map((type) => [type, { schema: schemaOf(type) }]));

const headersOf = (place: string): Description => ({
  'X-Silkgauge-Sequence': { description: place, schema: text },
  ETag: { description: 'Send it back as If-None-Match.', schema: text },
});

const HEADERS = headersOf('The place in the change log that the answer tells of.');

const DATA_HEADERS: Description = {
  ...headersOf(
    'The place in the change log that the answer tells of: asOf takes it, and gives the same bytes. None for an instant that no place says the same as.',
  ),
  Link: {
    description: 'The next page (rel=next), and figures of an unknown period that fit (rel=related).',
    schema: text,
  },
};

const refused = (description: string): Description => ({
  description,
  content: {
    'application/xml': { schema: text },
    'application/json': { schema: { type: 'object' } },
    [PROBLEM_MEDIA_TYPE]: { schema: schemaRef('Problem') },
  },
});

const REFUSALS: Readonly<Record<number, Description>> = {
  400: refused('The query is not understood; the text names the parameter and what to write.'),
  404: refused('No such flow, version or structure; under REST 1.5 also: nothing matches.'),
  405: refused('Only GET, HEAD and OPTIONS are served.'),
  406: refused('No accepted type is served; the text names those that are.'),
  413: refused('Too large for the form.'),
  414: refused('An address longer than 8 KiB.'),
  501: refused('Not built.'),
  503: refused('The database is away; Retry-After says when to ask again.'),
};

const inPath = (name: string, description: string): Description => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: text,
});
const inQuery = (name: string, description: string, schema: Description = text): Description => ({
  name,
  in: 'query',
  description,
  schema,
});

const AGENCY = inPath('agency', 'SILKGAUGE, or * (all) for any.');
const ID = inPath('id', 'Id of the artefact, such as DF_GROWTH, or * (all) for any.');
const VERSION = inPath('version', 'Such as 1.0.0, + (latest) or * for any.');
const KEY = inPath(
  'key',
  'Codes of the dimensions, joined by dots: REPORTER.REF_AREA.INDICATOR.COVERAGE.FLOW.MODE.PRODUCT.COUNTERPART.CURRENCY.FREQ.TRANSFORMATION.BASIS.READING. Any code is * under REST 2.2 and nothing under REST 1.5; last dimensions may be left out.',
);
const CONTEXT = inPath('context', 'dataflow, datastructure or *.');
const FLOW = inPath('flow', 'ID, AGENCY,ID or AGENCY,ID,VERSION of a dataflow.');
const PROVIDER = inPath('provider', 'all or SILKGAUGE.');
const COMPONENT = inPath('component', 'A dimension, or * (all) for each.');

const FILTER = inQuery(
  'c[COMPONENT]',
  'For COMPONENT a dimension, OBS_VALUE or an attribute: eq, ne, co, nc, sw, ew, on numbers and TIME_PERIOD also ge, gt, le, lt; a comma is or, a plus and. Such as c[VERDICT]=conflicts or c[GAP]=ge:3. At most 100 comparisons in a query.',
);
const AS_OF = inQuery(
  'asOf',
  'As known by an instant or a date, inclusive, or after the change of a sequence.',
);
const PUBLISHED_BY = inQuery(
  'publishedBy',
  'Only what had been published by the end of a day, a month or a year.',
);
const FORMAT = inQuery(
  'format',
  'Wins over Accept: jsondata, csvdata, genericdata, structurespecificdata; of structures jsonstructure, structure.',
);
const MODE = inQuery(
  'mode',
  'available has codes, too, that could be chosen besides.',
  wordsOf('exact', 'available'),
);
const REFERENCES = inQuery(
  'references',
  'Which artefacts around the ones asked for come, too: none, parents, parentsandsiblings, ancestors, children, descendants, all, or a type.',
);
const DETAIL = inQuery(
  'detail',
  'How much of structures comes.',
  wordsOf(
    ...['full', 'allstubs', 'referencestubs', 'allcompletestubs', 'referencecompletestubs'],
    ...['referencepartial', 'raw'],
  ),
);
const PERIODS = [
  inQuery('startPeriod', 'Only periods that begin no earlier.'),
  inQuery('endPeriod', 'Only periods that end no later.'),
];
const WINDOW = [
  inQuery('firstNObservations', 'The first of each series.', count),
  inQuery('lastNObservations', 'The last of each series.', count),
  inQuery(
    'updatedAfter',
    'What changed after an instant or a sequence: Delete of what is no more, then Replace. A replica gives the X-Silkgauge-Sequence of its last answer: times of changes may cross, so that a change is missed behind an instant.',
  ),
  inQuery('includeHistory', 'Every version, in order of sequence.', { type: 'boolean' }),
  inQuery('dimensionAtObservation', 'AllDimensions is flat.', wordsOf('TIME_PERIOD', 'AllDimensions')),
  inQuery('offset', 'Observations to pass over.', count),
  inQuery('limit', 'Observations of a page; Link rel=next goes on.', { type: 'integer', minimum: 1 }),
];

interface Call {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Description[];
  readonly types: readonly string[];
  readonly headers: Description;
  readonly isEmptyAnswered: boolean;
}

const call = ({
  id,
  summary,
  description,
  parameters,
  types,
  headers,
  isEmptyAnswered,
}: Call): Description => ({
  get: {
    operationId: id,
    ...{ summary, description, tags: ['sdmx'], parameters },
    responses: {
      200: { description: 'The answer.', headers, content: contentOf(types) },
      ...(isEmptyAnswered && { 204: { description: 'Nothing matches.' } }),
      304: { description: 'As it was.' },
      ...problems(...GUARDED),
      ...REFUSALS,
    },
  },
});

const structures = (id: string, parameters: readonly Description[]): Description =>
  call({
    id,
    summary: `Structures: ${id}`,
    description: 'Code lists hold every code that a state uses, and grow with first use.',
    parameters: [...parameters, DETAIL, REFERENCES, FORMAT],
    types: STRUCTURE_TYPES,
    headers: HEADERS,
    isEmptyAnswered: false,
  });

const DATA = 'In order of key, then of period. Answers of any size come as they are read, but for SDMX-JSON.';
const SCHEMA =
  'As structures: the flow or structure with all that it is made of, and of each code list the codes of that flow.';
const SCHEMA_OF = [
  inPath('context', 'dataflow or datastructure.'),
  ...[inPath('agency', 'SILKGAUGE.'), inPath('id', 'Id of the one artefact, such as DF_GROWTH.')],
  inPath('version', 'Such as 1.0.0, or latest.'),
  inQuery(
    'dimensionAtObservation',
    'Changes nothing in structures.',
    wordsOf('TIME_PERIOD', 'AllDimensions'),
  ),
];
const AVAILABILITY = 'Codes, periods, and how many series and observations match.';

/** Types of structures, each with a path of its own under REST 1.5. */
const TYPES_21 = [
  ...['agencyscheme', 'codelist', 'conceptscheme', 'contentconstraint', 'dataflow', 'datastructure'],
  'structure',
];

/** Paths of the SDMX doors. */
export const sdmxPaths = (): Readonly<Record<string, Description>> => ({ ...paths30(), ...paths21() });

/** Paths of SDMX-REST 2.2. */
function paths30(): Readonly<Record<string, Description>> {
  return {
    '/sdmx/3.0/data/{context}/{agency}/{id}/{version}/{key}': call({
      ...{ id: 'sdmxData', summary: 'Data, SDMX-REST 2.2', description: DATA, types: DATA_TYPES },
      headers: DATA_HEADERS,
      parameters: [
        ...[CONTEXT, AGENCY, ID, VERSION, KEY, FILTER, AS_OF, PUBLISHED_BY, ...WINDOW],
        inQuery('attributes', 'dsd, all, obs, none, or ids joined by commas.'),
        inQuery('measures', 'all, none or OBS_VALUE.'),
        inQuery('sort', '*, series_key, dimensions or TIME_PERIOD, each with :asc or :desc, joined by +.'),
        FORMAT,
      ],
      isEmptyAnswered: true,
    }),
    '/sdmx/3.0/availability/{context}/{agency}/{id}/{version}/{key}/{component}': call({
      ...{ id: 'sdmxAvailability', summary: 'What data there is, SDMX-REST 2.2', description: AVAILABILITY },
      parameters: [CONTEXT, AGENCY, ID, VERSION, KEY, COMPONENT, FILTER, MODE, REFERENCES, FORMAT],
      types: STRUCTURE_TYPES,
      headers: HEADERS,
      isEmptyAnswered: true,
    }),
    '/sdmx/3.0/structure/{type}/{agency}/{id}/{version}/{item}': structures('sdmxStructures', [
      inPath('type', 'dataflow, datastructure, codelist, conceptscheme, agencyscheme, dataconstraint or *.'),
      ...[AGENCY, ID, VERSION, inPath('item', 'A code, a concept or an agency.')],
    ]),
    '/sdmx/3.0/schema/{context}/{agency}/{id}/{version}': call({
      ...{ id: 'sdmxSchema', summary: 'The schema of data, SDMX-REST 2.2', description: SCHEMA },
      parameters: [...SCHEMA_OF, FORMAT],
      types: STRUCTURE_TYPES,
      headers: HEADERS,
      isEmptyAnswered: false,
    }),
  };
}

/** Paths of SDMX-REST 1.5. */
function paths21(): Readonly<Record<string, Description>> {
  return {
    '/sdmx/2.1/schema/{context}/{agency}/{id}/{version}': call({
      ...{ id: 'sdmx21Schema', summary: 'The schema of data, SDMX-REST 1.5', description: SCHEMA },
      parameters: [...SCHEMA_OF, FORMAT],
      types: STRUCTURE_TYPES,
      headers: HEADERS,
      isEmptyAnswered: false,
    }),
    '/sdmx/2.1/data/{flow}/{key}/{provider}': call({
      ...{ id: 'sdmx21Data', summary: 'Data, SDMX-REST 1.5', description: DATA, types: DATA_TYPES },
      headers: DATA_HEADERS,
      parameters: [
        ...[FLOW, KEY, PROVIDER],
        ...PERIODS,
        inQuery('detail', 'What comes.', wordsOf('full', 'dataonly', 'serieskeysonly', 'nodata')),
        ...[AS_OF, PUBLISHED_BY, ...WINDOW, FORMAT],
      ],
      isEmptyAnswered: false,
    }),
    '/sdmx/2.1/availableconstraint/{flow}/{key}/{provider}/{component}': call({
      ...{
        id: 'sdmx21Availability',
        summary: 'What data there is, SDMX-REST 1.5',
        description: AVAILABILITY,
      },
      parameters: [FLOW, KEY, PROVIDER, COMPONENT, ...PERIODS, MODE, REFERENCES, FORMAT],
      types: STRUCTURE_TYPES,
      headers: HEADERS,
      isEmptyAnswered: false,
    }),
    ...Object.fromEntries(
      TYPES_21.map((type) => [
        `/sdmx/2.1/${type}/{agency}/{id}/{version}`,
        structures(`sdmx21_${type}`, [AGENCY, ID, VERSION]),
      ]),
    ),
  };
}

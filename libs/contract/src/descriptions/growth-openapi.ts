import { DEFAULT_PAGE, GROWTH_QUERY_PARAMETERS, LARGEST_PAGE, type GrowthCall } from '../growth-query.ts';
import { answerSchemas } from './growth-answers.ts';
import { dimensionParameter, parameter, pathParameters, seriesParameter } from './growth-parameters.ts';
import type { Description } from './json-schemas.ts';
import {
  PROBLEM_RESPONSES,
  digits,
  json,
  members,
  problems,
  schemaRef,
  servicePaths,
} from './openapi-parts.ts';

/** OpenAPI 3.1 description of the growth API. */
export function growthApiOpenApi(): Description {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Silkgauge growth API',
      version: '1',
      description:
        'Growth of trade as reported and as worked out, with its intervals, its history and the events behind it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'growth' }, { name: 'registers' }, { name: 'log' }, { name: 'service' }],
    paths: { ...growthPaths(), ...registerPaths(), ...logPaths(), ...servicePaths(), ...documentPaths() },
    components: { schemas: answerSchemas(), responses: PROBLEM_RESPONSES },
  };
}

function growthPaths(): Readonly<Record<string, Description>> {
  const one = '/v1/growth/{series}/{period}';
  return {
    '/v1/growth': call('growth', 'growth', 'Present states, or those of an instant', page('ServedState')),
    '/v1/growth.csv': call(
      'growth',
      'table',
      'All states of a filter as a table, one row for each measurement, of one place in the log',
      {
        description:
          'CSV (RFC 4180) with a header row; what the columns are is told by /v1/growth.metadata.json of the same query. A cell that a spreadsheet would run as a formula has an apostrophe in front.',
        headers: {
          Link: {
            description:
              'The metadata (rel=describedby), and this table at the place in the log that it tells of (rel=canonical).',
            schema: { type: 'string' },
          },
        },
        content: { 'text/csv': { schema: { type: 'string' } } },
      },
    ),
    '/v1/growth.metadata.json': call(
      'growth',
      'tableMetadata',
      'What the table of a filter is made of: CSV on the Web, in English and Chinese',
      answer('The metadata.', schemaRef('TableMetadata')),
    ),
    '/v1/availability': call(
      'growth',
      'availability',
      'Which codes there are of each dimension, for filters with counts; those of a dimension are counted as if it were not filtered',
      answer('What there is at present.', schemaRef('Availability')),
    ),
    [one]: call('growth', 'state', 'One state', answer('The state.', schemaRef('ServedState')), ['NotFound']),
    [`${one}/history`]: call(
      'growth',
      'history',
      'Every version, oldest first: what was served here',
      page('GrowthState'),
      ['NotFound'],
    ),
    [`${one}/vintages`]: call(
      'growth',
      'vintages',
      'The state after each publication that changed it, oldest first: what the world could know, whenever it reached us',
      page('PublishedVintage'),
      ['NotFound'],
    ),
    [`${one}/explain`]: call(
      'growth',
      'explain',
      'How each number of a state was found: a graph down to the prints, with their events and what became of them',
      answer('The state and what it rests on.', schemaRef('Explanation')),
      ['NotFound'],
    ),
    '/v1/revisions': call(
      'growth',
      'revisions',
      'How much figures were revised after their first print',
      page('RevisionRecord'),
    ),
    '/v1/transformations/{series}': call(
      'growth',
      'transformations',
      'Sums, averages, indexes, contributions and gaps, worked out from the states of a series',
      page('Transformation'),
      ['NotFound'],
    ),
  };
}

function registerPaths(): Readonly<Record<string, Description>> {
  return {
    '/v1/series': call('registers', 'series', 'Series there are', page('RegisteredSeries')),
    '/v1/notices': call(
      'registers',
      'notices',
      'Policy notices; by area, mode, flow and product those whose scope has something in common with them',
      page('RegisteredNotice'),
    ),
    '/v1/claims': call(
      'registers',
      'claims',
      'Claims without a number, judged by growth',
      page('RegisteredClaim'),
    ),
    '/v1/statements': call(
      'registers',
      'statements',
      'Attributed opinions: quotations',
      page('RegisteredStatement'),
    ),
    '/v1/codes/{dimension}': call(
      'registers',
      'codes',
      'Codes of a dimension in English and Chinese, and what they are to each other',
      answer('A page of codes, and which of them sum to which.', schemaRef('Codes')),
      ['NotFound'],
    ),
  };
}

function logPaths(): Readonly<Record<string, Description>> {
  const stream = {
    description:
      'Server-sent events: id is the sequence, event is growth-updated, data the state as JSON. Where changes after the cursor are no longer kept, one event resync comes first: data has snapshot, the address of the states to take, and the stream goes on behind them.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  };
  return {
    '/v1/changes': call('log', 'changes', 'The change log, in order of sequence', page('GrowthState'), [
      'Thinned',
    ]),
    '/v1/stream': call('log', 'stream', 'The change log, live', stream, ['Unavailable']),
    '/v1/outcomes': call(
      'log',
      'outcomes',
      'What became of each delivery of an event',
      answer('Empty while unknown.', schemaRef('Outcomes')),
    ),
    '/v1/positions': call(
      'log',
      'positions',
      'How far each input partition has been dealt with',
      answer('Every record before next has been dealt with.', schemaRef('Positions')),
    ),
  };
}

function documentPaths(): Readonly<Record<string, Description>> {
  const found = answer('AsyncAPI 3.0.', { type: 'object' });
  const page = { description: 'HTML.', content: { 'text/html': { schema: { type: 'string' } } } };
  const views = 'The live page; its views have addresses of their own, and all state is in the query';
  return {
    '/asyncapi.json': {
      get: { operationId: 'asyncapi', summary: 'The topics', tags: ['service'], responses: { 200: found } },
    },
    '/': {
      get: {
        operationId: 'page',
        summary: views,
        tags: ['service'],
        responses: { 200: page, ...problems('Unavailable') },
      },
    },
  };
}

const answer = (description: string, schema: Description): Description => ({
  description,
  headers: { ETag: { description: 'Send it back as If-None-Match.', schema: { type: 'string' } } },
  content: json(schema),
});

const page = (item: string): Description =>
  answer(
    `A page of at most ${String(LARGEST_PAGE)} items, ${String(DEFAULT_PAGE)} unless told.`,
    members('A page.', {
      items: { type: 'array', items: schemaRef(item) },
      next: { type: ['string', 'null'], description: 'The cursor of the next page; null on the last.' },
    }),
  );

function call(
  tag: string,
  name: GrowthCall,
  summary: string,
  found: Description,
  others: readonly string[] = [],
): Description {
  const ofState = ['state', 'history', 'vintages', 'explain'].includes(name) ? pathParameters : [];
  const ofList = name === 'codes' ? [dimensionParameter] : ofState;
  const inPath = name === 'transformations' ? [seriesParameter] : ofList;
  const isSent = name === 'stream' || name === 'table';
  const inHeader =
    name === 'stream'
      ? [
          parameter(
            'Last-Event-ID',
            'header',
            'Resume after this sequence; wins over after.',
            digits('A sequence.'),
          ),
        ]
      : isSent
        ? []
        : [parameter('If-None-Match', 'header', 'ETag of an earlier answer.', { type: 'string' })];
  const notModified = isSent ? {} : { 304: { description: 'As it was.' } };
  return {
    get: {
      operationId: name,
      summary,
      tags: [tag],
      parameters: [
        ...inPath,
        ...inHeader,
        ...GROWTH_QUERY_PARAMETERS[name].map((known) => parameter(known, 'query')),
      ],
      responses: { 200: found, ...notModified, ...problems('BadRequest', ...others, 'MethodNotAllowed') },
    },
  };
}

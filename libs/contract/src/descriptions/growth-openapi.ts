import { GROWTH_QUERY_PARAMETERS } from '../growth-query.ts';
import { ApiIndex } from '../shapes/api-index.ts';
import { Availability } from '../shapes/availability.ts';
import { CodeRegisterList, Codes } from '../shapes/codes.ts';
import { Outcomes, Positions } from '../shapes/deliveries.ts';
import { StateDigits } from '../shapes/digits.ts';
import { StateHeadline } from '../shapes/headline.ts';
import { AlertState, ListedRule } from '../shapes/alert.ts';
import { ReleaseState } from '../shapes/release.ts';
import { Bulletin, BulletinPlan, BulletinState, ListedBulletin } from '../shapes/bulletin.ts';
import { DraftFindings, DraftRequest } from '../shapes/draft.ts';
import { printedToRegister } from '../printed/printed.ts';
import { ListedPrinted, RegisteredPrinted } from '../shapes/printed.ts';
import { Rehearsal } from '../shapes/rehearsal.ts';
import { JsonStat } from '../shapes/json-stat.ts';
import { Job } from '../shapes/job.ts';
import { ChangesItem } from '../shapes/logged-change.ts';
import { Problem } from '../shapes/problem.ts';
import { PublishedVintage, ServedState } from '../shapes/published-state.ts';
import {
  RegisteredClaim,
  RegisteredNotice,
  RegisteredReporter,
  RegisteredSeries,
  RegisteredStatement,
} from '../shapes/registers.ts';
import { RevisionRecord } from '../shapes/revision-record.ts';
import { Selection, SelectionSets } from '../shapes/selection.ts';
import { Subscription } from '../shapes/subscription.ts';
import { GrowthState } from '../shapes/state.ts';
import { TableMetadata } from '../shapes/table-metadata.ts';
import { Transformation } from '../shapes/transformation.ts';
import { GROWTH_STATE_EXAMPLE } from '../state-example.ts';
import { answers, explained, SEQUENCE, streamed, tagged, written } from './growth-answers.ts';
import { SAID } from './growth-calls.ts';
import { call } from './growth-operation.ts';
import { queryParameter } from './growth-parameters.ts';
import { SDMX_TAG, sdmxPaths } from './sdmx-openapi.ts';
import { componentParts, published, publishedPart, type Description, type Parts } from './json-schemas.ts';
import {
  CONTACT,
  LICENSE,
  json,
  problems,
  responsesIn,
  GUARDED,
  SECURITY,
  SECURITY_SCHEMES,
  serviceOperation,
  servicePaths,
  SERVICE_TAG,
} from './openapi-parts.ts';

/** OpenAPI 3.1 description of the growth API. */
export function growthApiOpenApi(): Description {
  const parts = componentParts();
  const paths = {
    ...growthPaths(parts),
    ...registerPaths(parts),
    ...selectionPaths(parts),
    ...bulletinPaths(parts),
    ...alertPaths(parts),
    ...printedPaths(parts),
    ...releasePaths(parts),
    ...draftPaths(parts),
    ...rehearsalPaths(parts),
    ...subscriptionPaths(parts),
    ...logPaths(parts),
    ...sdmxPaths(),
    ...servicePaths(),
    ...documentPaths(parts),
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Silkgauge growth API',
      version: '1',
      description:
        'Growth of trade as reported and as worked out, with its intervals, its history and the events behind it.',
      contact: CONTACT,
      license: LICENSE,
    },
    servers: [{ url: '/' }],
    security: SECURITY,
    tags: [
      { name: 'growth', description: 'States, their history, and what follows from them.' },
      { name: 'registers', description: 'Series, notices, claims, statements, reporters and codes.' },
      {
        name: 'newsroom',
        description:
          'Plans told as sentences, and alerts, in English and Chinese; printed sentences; and releases that publishers promise.',
      },
      { name: 'log', description: 'What changed, and what became of what was pushed.' },
      SDMX_TAG,
      SERVICE_TAG,
    ],
    paths,
    components: {
      schemas: schemasOf(parts),
      responses: responsesIn(paths),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function growthPaths(parts: Parts): Readonly<Record<string, Description>> {
  const { answer, page } = answers(parts);
  const one = '/v1/growth/{series}/{period}';
  return {
    '/v1/growth': call('growth', 'growth', page(ServedState)),
    '/v1/growth/{series}': call('growth', 'wholeSeries', page(ServedState), ['NotFound']),
    '/v1/growth.ndjson': call('growth', 'lines', {
      ...streamed(
        'Lines, each a state as in the list.',
        'This answer at the place in the log that it tells of (rel=canonical).',
      ),
      content: { 'application/x-ndjson': { schema: published(ServedState, parts) } },
    }),
    '/v1/growth.csv': call('growth', 'table', {
      ...streamed(
        'CSV (RFC 4180) with a header row; what the columns are is told by /v1/growth.metadata.json of the same query. A cell that a spreadsheet would run as a formula has an apostrophe in front.',
        'The metadata (rel=describedby), and this table at the place in the log that it tells of (rel=canonical).',
      ),
      content: { 'text/csv': { schema: { type: 'string' } } },
    }),
    '/v1/growth.metadata.json': call('growth', 'tableMetadata', answer('The metadata.', TableMetadata)),
    '/v1/growth.parquet': call('growth', 'parquet', {
      ...streamed(
        'A Parquet file with row groups of at most 5,000 rows.',
        'This file at the place in the log that it tells of (rel=canonical).',
      ),
      content: { 'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } } },
    }),
    '/v1/growth.jsonstat': call(
      'growth',
      'jsonStat',
      {
        ...streamed(
          'JSON-stat 2.0, class dataset.',
          'This cube at the place in the log that it tells of (rel=canonical).',
        ),
        content: json(publishedPart(JsonStat, parts)),
      },
      ['NotFound', 'TooLarge'],
    ),
    '/v1/availability': call('growth', 'availability', answer('What there is at present.', Availability)),
    [one]: call(
      'growth',
      'state',
      answer('The state.', ServedState, {
        ZhengzhouHalfYear: { value: { ...GROWTH_STATE_EXAMPLE, notices: [] } },
      }),
      ['NotFound'],
    ),
    [`${one}/history`]: call('growth', 'history', page(GrowthState), ['NotFound']),
    [`${one}/vintages`]: call('growth', 'vintages', page(PublishedVintage), ['NotFound']),
    [`${one}/digits`]: call('growth', 'digits', answer('Their age.', StateDigits), ['NotFound']),
    [`${one}/explain`]: call('growth', 'explain', explained(answer, parts), ['NotFound']),
    [`${one}/headline`]: call('growth', 'headline', answer('The sentence.', StateHeadline), ['NotFound']),
    '/v1/revisions': call('growth', 'revisions', page(RevisionRecord)),
    '/v1/revisions.atom': call('growth', 'revisionsFeed', {
      ...streamed('An Atom feed (RFC 4287).', 'The next page (rel=next).'),
      content: { 'application/atom+xml': { schema: { type: 'string' } } },
    }),
    '/v1/transformations/{series}': call('growth', 'transformations', page(Transformation), ['NotFound']),
  };
}

function registerPaths(parts: Parts): Readonly<Record<string, Description>> {
  const { answer, page } = answers(parts);
  return {
    '/v1/series': call('registers', 'series', page(RegisteredSeries)),
    '/v1/notices': call('registers', 'notices', page(RegisteredNotice)),
    '/v1/claims': call('registers', 'claims', page(RegisteredClaim)),
    '/v1/statements': call('registers', 'statements', page(RegisteredStatement)),
    '/v1/reporters': call('registers', 'reporters', page(RegisteredReporter)),
    '/v1/codes': call('registers', 'registers', answer('The registers.', CodeRegisterList)),
    '/v1/codes/{dimension}': call(
      'registers',
      'codes',
      answer('A page of codes, and which of them sum to which.', Codes),
      ['NotFound'],
    ),
  };
}

function selectionPaths(parts: Parts): Readonly<Record<string, Description>> {
  const { answer } = answers(parts);
  const made = {
    description: 'The selection.',
    headers: { Location: { description: 'Its address.', schema: { type: 'string' } } },
    content: json(publishedPart(Selection, parts)),
  };
  return {
    '/v1/selections': {
      post: {
        operationId: 'selections',
        ...SAID.selections,
        tags: ['growth'],
        requestBody: { required: true, content: json(publishedPart(SelectionSets, parts)) },
        responses: {
          201: made,
          ...problems('BadRequest', ...GUARDED, 'MethodNotAllowed', 'TooLarge', 'UnsupportedMediaType'),
        },
      },
    },
    '/v1/selections/{id}': call('growth', 'selection', answer('The selection.', Selection), ['NotFound']),
  };
}

function bulletinPaths(parts: Parts): Readonly<Record<string, Description>> {
  const { answer, page } = answers(parts);
  const one = '/v1/bulletins/{bulletin}';
  return {
    '/v1/bulletins': call('newsroom', 'bulletins', page(ListedBulletin)),
    '/v1/bulletins.atom': call('newsroom', 'bulletinsFeed', ATOM),
    [one]: call('newsroom', 'bulletin', answer('What is told now.', Bulletin), ['NotFound']),
    [`${one}.md`]: call('newsroom', 'bulletinMarkdown', written('Markdown.', 'text/markdown'), ['NotFound']),
    [`${one}.txt`]: call('newsroom', 'bulletinText', written('Plain text.', 'text/plain'), ['NotFound']),
    [`${one}/history`]: call('newsroom', 'bulletinHistory', page(BulletinState), ['NotFound']),
    [`${one}/plan`]: call('newsroom', 'bulletinPlan', answer('The plan.', BulletinPlan), ['NotFound']),
  };
}

const ATOM = written('An Atom feed (RFC 4287).', 'application/atom+xml', SEQUENCE);

function alertPaths(parts: Parts): Readonly<Record<string, Description>> {
  const { page } = answers(parts);
  return {
    '/v1/alerts': call('newsroom', 'alerts', page(AlertState)),
    '/v1/alerts.atom': call('newsroom', 'alertsFeed', ATOM),
    '/v1/alerts/history': call('newsroom', 'alertHistory', page(AlertState), ['NotFound']),
    '/v1/rules': call('newsroom', 'rules', page(ListedRule)),
  };
}

function printedPaths(parts: Parts): Readonly<Record<string, Description>> {
  const { answer, page } = answers(parts);
  return {
    '/v1/printed': {
      ...call('newsroom', 'printed', page(ListedPrinted)),
      ...registration(parts),
    },
    '/v1/printed/{printed}': call(
      'newsroom',
      'printedSentence',
      answer('As it is registered.', ListedPrinted),
      ['NotFound'],
    ),
  };
}

function registration(parts: Parts): Description {
  return {
    post: {
      operationId: 'registrations',
      ...SAID.registrations,
      tags: ['newsroom'],
      requestBody: { required: true, content: json(publishedPart(printedToRegister.schema, parts)) },
      responses: {
        202: {
          description: 'The event is on all in-sync replicas.',
          content: json(publishedPart(RegisteredPrinted, parts)),
        },
        ...problems(
          'BadRequest',
          ...GUARDED,
          'NotFound',
          'MethodNotAllowed',
          'TooLarge',
          'UnsupportedMediaType',
        ),
        ...problems('Unavailable'),
      },
    },
  };
}

function releasePaths(parts: Parts): Readonly<Record<string, Description>> {
  const { answer, page } = answers(parts);
  const one = '/v1/releases/{release}';
  return {
    '/v1/releases': call('newsroom', 'releases', page(ReleaseState)),
    '/v1/releases.ics': call('newsroom', 'releasesCalendar', written('The calendar.', 'text/calendar')),
    [one]: call('newsroom', 'release', answer('Its present version.', ReleaseState), ['NotFound']),
    [`${one}/history`]: call('newsroom', 'releaseHistory', page(ReleaseState), ['NotFound']),
  };
}

function draftPaths(parts: Parts): Readonly<Record<string, Description>> {
  const found = {
    description: 'What was found, in the order of the text.',
    content: json(publishedPart(DraftFindings, parts)),
  };
  return {
    '/v1/drafts/check': {
      post: {
        operationId: 'drafts',
        ...SAID.drafts,
        tags: ['growth'],
        requestBody: {
          required: true,
          content: {
            ...json(publishedPart(DraftRequest, parts)),
            'text/plain': { schema: { type: 'string' } },
          },
        },
        responses: {
          200: found,
          ...problems('BadRequest', ...GUARDED, 'MethodNotAllowed', 'TooLarge', 'UnsupportedMediaType'),
          ...problems('Unavailable'),
        },
      },
    },
  };
}

function rehearsalPaths(parts: Parts): Readonly<Record<string, Description>> {
  const push = { schema: { description: 'As the door takes it; its description has the events.' } };
  const types = [
    'application/cloudevents+json',
    'application/cloudevents-batch+json',
    'application/json',
  ] as const;
  return {
    '/v1/rehearsals': {
      post: {
        operationId: 'rehearsals',
        ...SAID.rehearsals,
        tags: ['growth'],
        parameters: GROWTH_QUERY_PARAMETERS.rehearsals.map((known) => ({
          ...queryParameter('rehearsals', known),
          required: true,
        })),
        requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, push])) },
        responses: {
          200: { description: 'What it would do.', content: json(publishedPart(Rehearsal, parts)) },
          ...problems('BadRequest', ...GUARDED, 'MethodNotAllowed', 'TooLarge', 'UnsupportedMediaType'),
          ...problems('InvalidEvent', 'Unavailable'),
        },
      },
    },
  };
}

function subscriptionPaths(parts: Parts): Readonly<Record<string, Description>> {
  const made = {
    description: 'The subscription, with its secret.',
    headers: { Location: { description: 'Its address at the notifier.', schema: { type: 'string' } } },
    content: json(publishedPart(Subscription, parts)),
  };
  return {
    '/v1/subscriptions': {
      post: {
        operationId: 'subscriptions',
        ...SAID.subscriptions,
        tags: ['growth'],
        requestBody: { required: true, content: json({ type: 'object' }) },
        responses: {
          201: made,
          ...problems('BadRequest', ...GUARDED, 'NotFound', 'MethodNotAllowed', 'Conflict', 'TooLarge'),
          ...problems('UnsupportedMediaType', 'InvalidDocument', 'Unavailable'),
        },
      },
    },
  };
}

function logPaths(parts: Parts): Readonly<Record<string, Description>> {
  const { answer, page } = answers(parts);
  const stream = {
    description:
      'Server-sent events: id is the sequence, event is growth-updated, data the state as JSON as on its topic; or notice-updated, data the notice, with no filter of series and where the filter meets its scope; or claim-updated, data the claim with its standing, where the filter meets its series and period. With kinds also alert-updated, bulletin-updated and release-updated, data as on the topics growth-alerts, bulletin-updated and releases-updated. Where changes after the cursor are no longer kept, one event resync comes first: data has snapshot, the address of the states to take (where kinds were named snapshots, an address of each), and the stream goes on behind them.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  };
  return {
    '/v1/changes': call('log', 'changes', page(ChangesItem), ['Thinned']),
    '/v1/stream': call('log', 'stream', stream, ['Unavailable']),
    '/v1/jobs': call('log', 'jobs', page(Job)),
    '/v1/jobs/{id}': call('log', 'job', answer('The job.', Job), ['NotFound']),
    '/v1/outcomes': call('log', 'outcomes', answer('Empty while unknown.', Outcomes)),
    '/v1/positions': call(
      'log',
      'positions',
      answer('Every record before next has been dealt with.', Positions),
    ),
  };
}

function documentPaths(parts: Parts): Readonly<Record<string, Description>> {
  const { answer } = answers(parts);
  const robots = { description: 'Text.', content: { 'text/plain': { schema: { type: 'string' } } } };
  const found = tagged('AsyncAPI 3.0.', { type: 'object' });
  const page = { description: 'HTML.', content: { 'text/html': { schema: { type: 'string' } } } };
  return {
    '/v1': call('service', 'index', answer('The calls, in the order of this description.', ApiIndex)),
    '/robots.txt': serviceOperation('robots', 'What crawlers may read', 'The page, and no search.', {
      200: robots,
    }),
    '/.well-known/api-catalog': serviceOperation(
      'apiCatalog',
      'API catalog',
      'Links of RFC 9727. They lead to description, text and status.',
      {
        200: {
          description: 'A linkset.',
          content: { 'application/linkset+json': { schema: { type: 'object' } } },
        },
      },
    ),
    '/asyncapi.json': serviceOperation(
      'asyncapi',
      'The topics',
      'Addresses carry the prefix of this system, and the broker is its own.',
      { 200: found },
    ),
    '/': serviceOperation(
      'page',
      'The live page',
      'Its views have addresses of their own, and all state is in the query.',
      { 200: page, ...problems('Unavailable') },
    ),
  };
}

/** Schemas that the paths refer to. */
function schemasOf(parts: Parts): Readonly<Record<string, Description>> {
  publishedPart(Problem, parts);
  return parts.named;
}

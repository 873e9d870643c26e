import type { EventType } from '../events/families.ts';
import { feedDeclared, typesOf, type Feed } from '../topics.ts';
import { LineFate, Receipts } from '../shapes/deliveries.ts';
import { Problem } from '../shapes/problem.ts';
import { Rehearsal } from '../shapes/rehearsal.ts';
import {
  openApiParts,
  dataName,
  eventExample,
  eventSchema,
  publishedPart,
  schemaName,
  type Description,
} from './json-schemas.ts';
import {
  CONTACT,
  LICENSE,
  json,
  problems,
  responsesIn,
  GUARDED,
  SECURITY,
  SECURITY_SCHEMES,
  schemaRef,
  SERVICE_TAG,
  servicePaths,
} from './openapi-parts.ts';

/** Limits of a door, bytes and numbers of events, as they are unless a setting changes one. */
export const DEFAULT_LIMITS = {
  eventBytes: 1024 * 1024,
  batchEvents: 1000,
  batchBytes: 5 * 1024 * 1024,
};

/** Configured limits of a door. */
export type DoorLimits = Readonly<typeof DEFAULT_LIMITS>;

/** OpenAPI 3.1 description of a feed's door. */
export function feedOpenApi(feed: Feed, limits: DoorLimits = DEFAULT_LIMITS): Description {
  const types = typesOf(feed);
  const { title, topics } = feedDeclared(feed);
  const parts = openApiParts();
  const paths = {
    '/v1/events': { post: pushOperation(types, limits), options: HANDSHAKE },
    ...servicePaths(),
  };
  for (const answer of [Receipts, LineFate, Problem, Rehearsal]) publishedPart(answer, parts);
  for (const type of types) {
    parts.named[schemaName(type)] = eventSchema(type, parts);
  }
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description: `Takes CloudEvents 1.0 and answers once all in-sync replicas of ${topics.join(' and ')} have them.`,
      contact: CONTACT,
      license: LICENSE,
    },
    servers: [{ url: '/' }],
    security: SECURITY,
    tags: [{ name: 'events', description: 'Events in.' }, SERVICE_TAG],
    paths,
    components: {
      schemas: parts.named,
      responses: responsesIn(paths),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function pushOperation(types: readonly EventType[], limits: DoorLimits): Description {
  return {
    operationId: 'pushEvents',
    summary: 'Push an event, a batch or lines',
    description: `The mode is told by Content-Type; with ce- headers and none of it, it is binary JSON. No query parameter is taken but dryRun. A batch is one unit: one bad event refuses it. Limits: ${String(limits.eventBytes)} bytes an event, ${String(limits.batchEvents)} events and ${String(limits.batchBytes)} bytes a batch. Of application/x-ndjson each line is an event in structured mode and is taken or refused by itself; the answer has a line for each, in order, while the upload goes on: read them while you send, as the door reads no further than ${String(limits.batchEvents)} lines ahead. An upload whose sender falls far behind the least rate ends with the fate 408; uploads have room of their own. Pushing again is safe: source and id are the identity of an event, and a repeat changes nothing.`,
    tags: ['events'],
    parameters: [...BINARY_HEADERS, DRY_RUN],
    requestBody: { required: true, content: pushedContent(types, limits) },
    responses: {
      200: {
        description:
          'Lines, each the fate of one line: its receipt, or the problem that it alone would have met. With dryRun=true what the push would do.',
        content: {
          'application/x-ndjson': { schema: schemaRef('LineFate') },
          'application/json': { schema: schemaRef('Rehearsal') },
        },
      },
      202: { description: 'All in-sync replicas have them.', content: json(schemaRef('Receipts')) },
      ...problems(
        'BadRequest',
        ...GUARDED,
        'MethodNotAllowed',
        'TooLarge',
        'UnsupportedMediaType',
        'InvalidEvent',
        'Unavailable',
      ),
    },
  };
}

/** What may be pushed, by media type. */
function pushedContent(types: readonly EventType[], { batchEvents }: DoorLimits): Description {
  const anyEvent = { oneOf: types.map((type) => schemaRef(schemaName(type))) };
  return {
    'application/cloudevents+json': { schema: anyEvent, examples: examplesOf(types) },
    'application/cloudevents-batch+json': {
      schema: { type: 'array', minItems: 1, maxItems: batchEvents, items: anyEvent },
    },
    'application/x-ndjson': {
      schema: {
        ...anyEvent,
        description: 'Lines, each an event in structured mode; blank ones count. Without an event it is 400.',
      },
    },
    'application/json': {
      schema: {
        description: 'Binary mode: the data alone, the attributes in ce- headers.',
        anyOf: types.map((type) => schemaRef(dataName(type))),
      },
    },
  };
}

const DRY_RUN: Description = {
  name: 'dryRun',
  in: 'query',
  required: false,
  description:
    'true: nothing is taken; the answer is that of POST /v1/rehearsals at growth-api, where the door knows its address (else 400). It needs the right to read, too.',
  schema: { type: 'string', enum: ['true', 'false'] },
};

const text = { type: 'string' };

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md */
const HANDSHAKE: Description = {
  operationId: 'allowWebhook',
  summary: 'May I push?',
  description:
    'The handshake of CloudEvents webhooks. Any sender may push at any rate, with a key where keys are needed; too much at once is 429.',
  tags: ['events'],
  security: [],
  parameters: [
    {
      name: 'WebHook-Request-Origin',
      in: 'header',
      required: false,
      description: 'DNS name of the sender.',
      schema: text,
    },
    {
      name: 'WebHook-Request-Rate',
      in: 'header',
      required: false,
      description: 'Requests a minute that it would like to send, or *.',
      schema: text,
    },
  ],
  responses: {
    200: {
      description: 'Yes.',
      headers: {
        Allow: { description: 'The methods that are served.', schema: text },
        'WebHook-Allowed-Origin': { description: 'The sender that asked.', schema: text },
        'WebHook-Allowed-Rate': { description: 'As fast as it likes: *.', schema: text },
      },
    },
    ...problems('BadRequest'),
  },
};

const BINARY_HEADERS = ['ce-specversion', 'ce-id', 'ce-source', 'ce-type', 'ce-time', 'ce-subject'].map(
  (name) => ({
    name,
    in: 'header',
    required: false,
    description: `Binary mode: the attribute ${name.slice(3)}.`,
    schema: { type: 'string' },
  }),
);

function examplesOf(types: readonly EventType[]): Description {
  return Object.fromEntries(types.map((type) => [schemaName(type), { value: eventExample(type) }]));
}

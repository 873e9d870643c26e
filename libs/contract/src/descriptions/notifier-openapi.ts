import type { TSchema } from 'typebox';
import { NOTIFIER_CALLS } from '../calls/notifier/table.ts';
import { inPath } from '../calls/notifier/subscriptions.ts';
import { CHANGE_DELIVERIES, DisabledDelivery, PingDelivery, ResyncDelivery } from '../shapes/delivery.ts';
import { Problem } from '../shapes/problem.ts';
import { openApiParts, publishedPart, type Description, type Parts } from './json-schemas.ts';
import {
  CONTACT,
  LICENSE,
  problems,
  responsesIn,
  SECURITY,
  SECURITY_SCHEMES,
  SERVICE_TAG,
  servicePaths,
} from './openapi-parts.ts';
import { inPathOf, pathsOf } from './operation.ts';

const text = { type: 'string' };

/** OpenAPI 3.1 description of the notifier. */
export function notifierOpenApi(): Description {
  const parts = openApiParts();
  publishedPart(Problem, parts);
  const paths = {
    ...withOptions(pathsOf(NOTIFIER_CALLS, parts)),
    ...servicePaths(),
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Silkgauge notifier',
      version: '1',
      description:
        'Changes of the log, pushed to addresses: CloudEvents Subscriptions API, CloudEvents HTTP Webhook, Standard Webhooks.',
      contact: CONTACT,
      license: LICENSE,
    },
    servers: [{ url: '/' }],
    security: SECURITY,
    tags: [
      { name: 'subscriptions', description: 'What is pushed where.' },
      { name: 'deliveries', description: 'What was pushed.' },
      { name: 'messages', description: 'What a sink gets.' },
      SERVICE_TAG,
    ],
    paths,
    webhooks: webhooks(parts),
    components: {
      schemas: parts.named,
      responses: responsesIn(paths),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

/** Which methods are served, CloudEvents Subscriptions API lets ask. */
const withOptions = (
  paths: Readonly<Record<string, Description>>,
): Readonly<Record<string, Description>> => ({
  ...paths,
  '/v1/subscriptions': { ...paths['/v1/subscriptions'], options: methods('listMethods') },
  '/v1/subscriptions/{id}': {
    ...paths['/v1/subscriptions/{id}'],
    options: { ...methods('subscriptionMethods'), parameters: inPathOf(inPath) },
  },
});

const methods = (operationId: string): Description => ({
  operationId,
  summary: 'Which methods are served?',
  description: 'The answer has no body.',
  tags: ['subscriptions'],
  security: [],
  responses: {
    204: {
      description: 'Those of Allow.',
      headers: { Allow: { description: 'The methods that are served.', schema: text } },
    },
    ...problems('BadRequest'),
  },
});

const MESSAGE_HEADERS: Readonly<Record<string, string>> = {
  'webhook-id': 'Of the message; the same on every attempt and replay.',
  'webhook-timestamp': 'Seconds since 1970, of this attempt.',
  'webhook-signature':
    'Standard Webhooks: v1 and HMAC-SHA256 over id, timestamp and body; newest secret first.',
  'webhook-request-origin': 'Name of the sender.',
};

function webhooks(parts: Parts): Readonly<Record<string, Description>> {
  const message = (
    operationId: string,
    summary: string,
    shape: TSchema,
    examples?: Description,
  ): Description => ({
    post: {
      operationId,
      summary,
      description: 'Any 2xx within the timeout of the subscription is a success; 410 ends the subscription.',
      tags: ['messages'],
      security: [],
      parameters: Object.entries(MESSAGE_HEADERS).map(([name, description]) => ({
        ...{ name, in: 'header', required: true, description, schema: text },
      })),
      requestBody: {
        required: true,
        content: {
          'application/cloudevents+json': {
            schema: publishedPart(shape, parts),
            ...(examples && { examples }),
          },
        },
      },
      responses: {
        '2XX': { description: 'Taken.' },
        '4XX': { description: 'Refused; tried again by the schedule, then parked.' },
      },
    },
  });
  return {
    ...Object.fromEntries(
      CHANGE_DELIVERIES.map(({ kind, title, delivery, example }) => [
        kind,
        message(kind, title, delivery, example),
      ]),
    ),
    ping: message('ping', 'A test', PingDelivery),
    resync: message('resync', 'Changes that are no longer kept', ResyncDelivery),
    disabled: message('disabled', 'The subscription is disabled', DisabledDelivery),
  };
}

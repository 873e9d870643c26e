import type { TSchema } from 'typebox';
import { CHANGE_DELIVERIES, DisabledDelivery, PingDelivery, ResyncDelivery } from '../shapes/delivery.ts';
import { pageOf } from '../shapes/page.ts';
import { Problem } from '../shapes/problem.ts';
import {
  AcceptedRedelivery,
  AcceptedReplay,
  GrantedConsent,
  Replay,
  RotatedSecret,
  SecretRotation,
  SubscriptionRequest,
  TestedSink,
} from '../shapes/subscription-api.ts';
import { DELIVERY_OUTCOMES, DeliveryAttempt, Subscription } from '../shapes/subscription.ts';
import {
  ETAG,
  guardedOperation,
  IF_MATCH,
  PAGE_SIZE,
  queries,
  told,
  WRITTEN,
  type GuardedCall,
  type SaidOf,
} from './guarded-operation.ts';
import { openApiParts, publishedPart, type Description, type Parts } from './json-schemas.ts';
import {
  CONTACT,
  digits,
  json,
  LICENSE,
  problems,
  responsesIn,
  SECURITY,
  SECURITY_SCHEMES,
  SERVICE_TAG,
  servicePaths,
} from './openapi-parts.ts';

/** Query parameters of the lists of the notifier. */
export const NOTIFIER_QUERY_PARAMETERS = {
  subscriptions: ['after', 'limit'],
  deliveries: ['outcome', 'after', 'limit'],
} as const;

const text = { type: 'string' };

const SAID_OF: SaidOf = {
  outcome: ['Only attempts with this outcome.', { type: 'string', enum: [...DELIVERY_OUTCOMES] }],
  after: ['"next" of the page before.', text],
  limit: PAGE_SIZE,
};

const inPath = (name: string, description: string, schema: Description = text): Description => ({
  ...{ name, in: 'path', required: true, description, schema },
});
const id = inPath('id', 'Id of a subscription of the caller; operators see all.');
const sequence = inPath('sequence', 'Sequence of a change that is listed.', digits('A sequence.'));

/** OpenAPI 3.1 description of the notifier. */
export function notifierOpenApi(): Description {
  const parts = openApiParts();
  publishedPart(Problem, parts);
  const paths = {
    ...subscriptionPaths(parts),
    ...commandPaths(parts),
    ...deliveryPaths(parts),
    '/v1/consents/{token}': { get: consent('grantConsent', parts), post: consent('postConsent', parts) },
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

const call = (tag: 'subscriptions' | 'deliveries', said: Omit<GuardedCall, 'tag'>): Description =>
  guardedOperation({ tag, ...said });

function subscriptionPaths(parts: Parts): Readonly<Record<string, Description>> {
  const one = told('The subscription.', Subscription, parts, ETAG);
  const body = json(publishedPart(SubscriptionRequest, parts));
  const location = { description: 'Address of the subscription.', schema: text };
  return {
    '/v1/subscriptions': {
      get: call('subscriptions', {
        ...{ id: 'listSubscriptions', summary: 'Subscriptions of the caller' },
        description: 'By id; operators see all. Scope subscribe.',
        parameters: queries(NOTIFIER_QUERY_PARAMETERS.subscriptions, SAID_OF),
        answers: {
          200: { description: 'A page.', content: json(publishedPart(pageOf(Subscription), parts)) },
        },
      }),
      post: call('subscriptions', {
        ...{ id: 'subscribe', summary: 'Have changes pushed to an address' },
        description:
          'The sink is asked for its consent (CloudEvents HTTP Webhook, section 4); without one the subscription is pending. This answer alone has the secret. Scope subscribe.',
        body,
        answers: {
          201: {
            description: 'The subscription, with every default and its secret.',
            headers: { ...ETAG, Location: location },
            content: json(publishedPart(Subscription, parts)),
          },
        },
        refusals: ['Conflict', ...WRITTEN],
      }),
      options: methods('listMethods'),
    },
    '/v1/subscriptions/{id}': {
      get: call('subscriptions', {
        ...{ id: 'readSubscription', summary: 'One subscription' },
        description: 'Without secret and credential.',
        parameters: [id],
        answers: one,
        refusals: ['NotFound'],
      }),
      put: call('subscriptions', {
        ...{ id: 'replaceSubscription', summary: 'Replace a subscription' },
        description:
          'The whole again; what the service alone writes is ignored, position and secret stay. Another sink is asked for its consent.',
        parameters: [id, IF_MATCH],
        body,
        answers: one,
        refusals: ['NotFound', 'PreconditionFailed', ...WRITTEN, 'PreconditionRequired'],
      }),
      delete: call('subscriptions', {
        ...{ id: 'unsubscribe', summary: 'End a subscription' },
        description: 'The answer is the subscription as it was. No attempt begins after it.',
        parameters: [id],
        answers: one,
        refusals: ['NotFound'],
      }),
      options: { ...methods('subscriptionMethods'), parameters: [id] },
    },
  };
}

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

function commandPaths(parts: Parts): Readonly<Record<string, Description>> {
  const one = told('The subscription.', Subscription, parts, ETAG);
  const command = (
    path: string,
    said: Pick<GuardedCall, 'id' | 'summary' | 'description' | 'answers'>,
    { shape, refusals = [] }: { readonly shape?: TSchema; readonly refusals?: readonly string[] } = {},
  ): [string, Description] => [
    `/v1/subscriptions/{id}/${path}`,
    {
      post: call('subscriptions', {
        ...said,
        parameters: [id],
        ...(shape && { body: json(publishedPart(shape, parts)), isBodyOptional: shape !== Replay }),
        refusals: ['NotFound', ...(shape ? WRITTEN : []), ...refusals],
      }),
    },
  ];
  return Object.fromEntries([
    command(
      'enable',
      {
        ...{ id: 'enable', summary: 'Deliver again, from the position on', answers: one },
        description:
          'The sink is asked for its consent anew, and the alert sink; 412 where the subscription is changed meanwhile. What waits goes at once.',
      },
      { refusals: ['PreconditionFailed', 'InvalidDocument'] },
    ),
    command('disable', {
      ...{ id: 'disable', summary: 'Deliver nothing more', answers: one },
      description: 'No attempt begins after the answer. The position is kept.',
    }),
    command(
      'test',
      {
        ...{ id: 'testSink', summary: 'Send a ping now' },
        description:
          'Also while pending or disabled, then six an hour. 409 while the key that its secret is kept by is not given.',
        answers: told('What came of it.', TestedSink, parts),
      },
      { refusals: ['Conflict'] },
    ),
    command(
      'rotate',
      {
        ...{ id: 'rotateSecret', summary: 'Give a subscription a new secret' },
        description:
          'Deliveries have both signatures, the newest first, until the overlap ends. 409 where there is to be an overlap, and the key that the secret is kept by is not given.',
        answers: told('The secret.', RotatedSecret, parts),
      },
      { shape: SecretRotation, refusals: ['PreconditionFailed', 'Conflict'] },
    ),
    command(
      'replay',
      {
        ...{ id: 'replay', summary: 'Send changes once more' },
        description:
          'In order, with the ids that they had; what is new waits behind them, by key. Where sales are no longer kept a resync comes first. 409 while 100 replays and redeliveries wait.',
        answers: {
          202: {
            description: 'They will be sent.',
            content: json(publishedPart(AcceptedReplay, parts)),
          },
        },
      },
      { shape: Replay, refusals: ['Conflict'] },
    ),
  ]);
}

function deliveryPaths(parts: Parts): Readonly<Record<string, Description>> {
  return {
    '/v1/subscriptions/{id}/deliveries': {
      get: call('deliveries', {
        ...{ id: 'listDeliveries', summary: 'Attempts of deliveries' },
        description:
          'Newest first; those of seven days, 10,000 at most. Pings and what the alert sink is told are not among them.',
        parameters: [id, ...queries(NOTIFIER_QUERY_PARAMETERS.deliveries, SAID_OF)],
        answers: {
          200: { description: 'A page.', content: json(publishedPart(pageOf(DeliveryAttempt), parts)) },
        },
        refusals: ['NotFound'],
      }),
    },
    '/v1/subscriptions/{id}/deliveries/{sequence}/redeliver': {
      post: call('deliveries', {
        ...{ id: 'redeliver', summary: 'Send one change once more' },
        description: 'Also one that was parked. 409 while 100 replays and redeliveries wait.',
        parameters: [id, sequence],
        answers: {
          202: { description: 'It will be sent.', content: json(publishedPart(AcceptedRedelivery, parts)) },
        },
        refusals: ['NotFound', 'Conflict'],
      }),
    },
  };
}

const consent = (operationId: string, parts: Parts): Description => ({
  operationId,
  summary: 'Consent to deliveries later',
  description:
    'The address that WebHook-Request-Callback names to a sink or an alert sink, good once, for a day. A credential is not needed.',
  tags: ['subscriptions'],
  security: [],
  parameters: [
    inPath('token', 'The one that the sink was given.'),
    {
      name: 'WebHook-Allowed-Rate',
      in: 'header',
      required: false,
      description: 'Requests a minute that the sink takes, or *.',
      schema: text,
    },
  ],
  responses: {
    200: {
      description: 'Deliveries begin, or the alert sink will be told.',
      content: json(publishedPart(GrantedConsent, parts)),
    },
    ...problems('BadRequest', 'NotFound', 'MethodNotAllowed', 'Unavailable'),
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

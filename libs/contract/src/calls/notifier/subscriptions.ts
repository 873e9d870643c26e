import { AcceptedReplay, GrantedConsent, RotatedSecret, TestedSink } from '../../shapes/subscription-api.ts';
import { Subscription } from '../../shapes/subscription.ts';
import { replayTerm, rotationTerm } from '../../subscription/requests.ts';
import { subscriptionTerm } from '../../subscription/subscription.ts';
import { managed, managedPage } from '../answer.ts';
import { call, NOBODY, type Needs } from '../call.ts';
import { optional } from '../parameter.ts';
import * as t from '../terms.ts';
import { refuse } from '../../filter/value-readers.ts';

/** Where access is open, callers without a key may subscribe, too: the handler decides. */
export const SUBSCRIBE: Needs = { scope: 'nothing', limit: 'manage' };

const tag = 'subscriptions';
export const inPath = { id: t.id('Id of a subscription of the caller; operators see all.') };
const one = managed('The subscription.', Subscription, { tag: true });

export const listSubscriptions = call('GET', '/v1/subscriptions', {
  tag,
  summary: 'Subscriptions of the caller',
  about: 'By id; operators see all. Scope subscribe.',
  needs: SUBSCRIBE,
  query: {
    after: optional<string>({
      about: '"next" of the page before.',
      schema: { type: 'string' },
      read: (text) =>
        /^[\w-]{1,64}$/.test(text)
          ? { value: text }
          : refuse('after', 'after is no "next" of a page before', 'take it as it is'),
    }),
    limit: t.limit,
  },
  answer: managedPage(Subscription),
});

export const subscribe = call('POST', '/v1/subscriptions', {
  tag,
  summary: 'Have changes pushed to an address',
  about:
    'The sink is asked for its consent (CloudEvents HTTP Webhook, section 4); without one the subscription is pending. This answer alone has the secret. Scope subscribe.',
  needs: SUBSCRIBE,
  body: { schema: subscriptionTerm.schema },
  answer: managed('The subscription, with every default and its secret.', Subscription, {
    ...{ status: 201, tag: true, isSecret: true, location: 'Address of the subscription.' },
  }),
  errors: ['Conflict'],
});

export const readSubscription = call('GET', '/v1/subscriptions/{id}', {
  tag,
  summary: 'One subscription',
  about: 'Without secret and credential.',
  needs: SUBSCRIBE,
  inPath,
  answer: one,
  errors: ['NotFound'],
});

export const replaceSubscription = call('PUT', '/v1/subscriptions/{id}', {
  tag,
  summary: 'Replace a subscription',
  about:
    'The whole again; what the service alone writes is ignored, position and secret stay. Another sink is asked for its consent.',
  needs: SUBSCRIBE,
  inPath,
  isMatched: true,
  body: { schema: subscriptionTerm.schema },
  answer: one,
  errors: ['NotFound'],
});

export const unsubscribe = call('DELETE', '/v1/subscriptions/{id}', {
  tag,
  summary: 'End a subscription',
  about: 'The answer is the subscription as it was. No attempt begins after it.',
  needs: SUBSCRIBE,
  inPath,
  answer: one,
  errors: ['NotFound'],
});

export const enable = call('POST', '/v1/subscriptions/{id}/enable', {
  tag,
  summary: 'Deliver again, from the position on',
  about:
    'The sink is asked for its consent anew, and the alert sink; 412 where the subscription is changed meanwhile. What waits goes at once.',
  needs: SUBSCRIBE,
  inPath,
  answer: one,
  errors: ['NotFound', 'PreconditionFailed', 'InvalidDocument'],
});

export const disable = call('POST', '/v1/subscriptions/{id}/disable', {
  tag,
  summary: 'Deliver nothing more',
  about: 'No attempt begins after the answer. The position is kept.',
  needs: SUBSCRIBE,
  inPath,
  answer: one,
  errors: ['NotFound'],
});

export const testSink = call('POST', '/v1/subscriptions/{id}/test', {
  tag,
  summary: 'Send a ping now',
  about:
    'Also while pending or disabled, then six an hour. 409 while the key that its secret is kept by is not given.',
  needs: SUBSCRIBE,
  inPath,
  answer: managed('What came of it.', TestedSink),
  errors: ['NotFound', 'Conflict'],
});

export const rotateSecret = call('POST', '/v1/subscriptions/{id}/rotate', {
  tag,
  summary: 'Give a subscription a new secret',
  about:
    'Deliveries have both signatures, the newest first, until the overlap ends. 409 where there is to be an overlap, and the key that the secret is kept by is not given.',
  needs: SUBSCRIBE,
  inPath,
  body: { schema: rotationTerm.schema, isOptional: true },
  answer: managed('The secret.', RotatedSecret),
  errors: ['NotFound', 'PreconditionFailed', 'Conflict'],
});

export const replay = call('POST', '/v1/subscriptions/{id}/replay', {
  tag,
  summary: 'Send changes once more',
  about:
    'In order, with the ids that they had; what is new waits behind them, by key. Where sales are no longer kept a resync comes first. 409 while 100 replays and redeliveries wait.',
  needs: SUBSCRIBE,
  inPath,
  body: { schema: replayTerm.schema },
  answer: managed('They will be sent.', AcceptedReplay, { status: 202 }),
  errors: ['NotFound', 'Conflict'],
});

const consent = (method: 'GET' | 'POST') =>
  call(method, '/v1/consents/{token}', {
    tag,
    summary: 'Consent to deliveries later',
    about:
      'The address that WebHook-Request-Callback names to a sink or an alert sink, good once, for a day. A credential is not needed.',
    needs: NOBODY,
    inPath: { token: t.id('The one that the sink was given.') },
    headers: { 'WebHook-Allowed-Rate': 'Requests a minute that the sink takes, or *.' },
    answer: managed('Deliveries begin, or the alert sink will be told.', GrantedConsent),
    errors: ['NotFound'],
  });

export const grantConsent = consent('GET');
export const postConsent = consent('POST');

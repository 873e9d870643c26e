import { oneOf, refuse } from '../../filter/value-readers.ts';
import { AcceptedRedelivery } from '../../shapes/subscription-api.ts';
import { DELIVERY_OUTCOMES, DeliveryAttempt } from '../../shapes/subscription.ts';
import { digits } from '../../descriptions/openapi-parts.ts';
import { managed, managedPage } from '../answer.ts';
import { call } from '../call.ts';
import { optional } from '../parameter.ts';
import * as t from '../terms.ts';
import { inPath, SUBSCRIBE } from './subscriptions.ts';

const tag = 'deliveries';

export const listDeliveries = call('GET', '/v1/subscriptions/{id}/deliveries', {
  tag,
  summary: 'Attempts of deliveries',
  about:
    'Newest first; those of seven days, 10,000 at most. Pings and what the alert sink is told are not among them.',
  needs: SUBSCRIBE,
  inPath,
  query: {
    outcome: optional({
      about: 'Only attempts with this outcome.',
      schema: { type: 'string', enum: DELIVERY_OUTCOMES },
      read: oneOf(DELIVERY_OUTCOMES),
    }),
    after: optional<string>({
      about: '"next" of the page before.',
      schema: { type: 'string' },
      read: (text) =>
        /^\d{1,18}$/.test(text)
          ? { value: text }
          : refuse('after', 'after is no "next" of a page before', 'take it as it is'),
    }),
    limit: t.limit,
  },
  answer: managedPage(DeliveryAttempt),
  errors: ['NotFound'],
});

export const redeliver = call('POST', '/v1/subscriptions/{id}/deliveries/{sequence}/redeliver', {
  tag,
  summary: 'Send one change once more',
  about: 'Also one that was parked. 409 while 100 replays and redeliveries wait.',
  needs: SUBSCRIBE,
  inPath: {
    ...inPath,
    sequence: { ...t.id('Sequence of a change that is listed.'), schema: digits('A sequence.') },
  },
  answer: managed('It will be sent.', AcceptedRedelivery, { status: 202 }),
  errors: ['NotFound', 'Conflict'],
});

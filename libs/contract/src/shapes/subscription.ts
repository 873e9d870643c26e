import { Type } from 'typebox';
import { DELIVERED_TYPES } from '../kinds/table.ts';
import { Filters } from '../subscription/filters.ts';
import { SETTINGS } from '../subscription/settings.ts';
import { CONFIG } from '../subscription/subscription.ts';
import { count, digits, instant, integer, listOf, part, text, word, type Shape } from './shape.ts';

export const SUBSCRIPTION_STATUSES = ['pending', 'active', 'backing-off', 'disabled'] as const;
export const DISABLED_BECAUSE = ['gone', 'exhausted', 'owner', 'operator', 'key-revoked'] as const;
export const DELIVERY_OUTCOMES = ['delivered', 'failed', 'parked'] as const;
/** Why an attempt failed, told in a word: no byte of an answer, no address, and not whether a name is found. */
export const DELIVERY_ERRORS = ['refused-address', 'unreachable', 'tls', 'timeout', 'status'] as const;

export const SubscriptionConfig = part('SubscriptionConfig', 'What is particular to this source.', {
  name: Type.Optional(CONFIG.name.schema),
  from: CONFIG.from.schema,
  coalesce: CONFIG.coalesce.schema,
  alertSink: Type.Optional(CONFIG.alertSink.schema),
});

export const SubscriptionSettings = part('SubscriptionSettings', 'How deliveries are made.', {
  headers: SETTINGS.headers.schema,
  retry: SETTINGS.retry.schema,
  timeout: SETTINGS.timeout.schema,
  inFlight: SETTINGS.inFlight.schema,
});

/** A subscription as the service shows it, with every default. Its credential is never shown. */
export const Subscription = part('Subscription', 'Changes that are pushed to an address.', {
  id: text('Its name.', 'sub_5nXc2kQmX1pA8Jd02kQm'),
  sink: text('Where deliveries go.'),
  protocol: word(['HTTP'], 'How they go.'),
  source: text('Source of the events.'),
  types: listOf(word(DELIVERED_TYPES, 'A type of event.'), 'Types that are delivered.'),
  filters: Filters,
  config: SubscriptionConfig,
  protocolsettings: SubscriptionSettings,
  status: word(SUBSCRIPTION_STATUSES, 'pending without consent of the sink; backing-off while it fails.'),
  because: Type.Optional(word(DISABLED_BECAUSE, 'Why it is disabled.')),
  secret: Type.Optional(text('Of Standard Webhooks; in the answer that makes it alone.')),
  position: digits('Sequence up to which all is delivered, waits, was parked or is superfluous.'),
  waiting: Type.Integer({
    minimum: 0,
    maximum: 10_000,
    description: 'Deliveries that are due, of the next 5,000 changes that are not yet in the queue.',
  }),
});

/** One attempt of a delivery. */
export const DeliveryAttempt = part('DeliveryAttempt', 'One attempt of a delivery.', {
  id: digits('Number of the attempt.'),
  sequence: digits('Sequence of the change.'),
  key: text('Subject of the change.'),
  attempt: Type.Integer({ minimum: 1, description: 'The how-manieth of this delivery.' }),
  at: instant('When it began.'),
  ms: count('Milliseconds that it took.'),
  status: Type.Optional(integer('Status of the answer.')),
  error: Type.Optional(word(DELIVERY_ERRORS, 'Why it failed.')),
  outcome: word(DELIVERY_OUTCOMES, 'What came of it.'),
  nextAt: Type.Optional(instant('When it is tried again.')),
});

export type Subscription = Shape<typeof Subscription>;
export type DeliveryAttempt = Shape<typeof DeliveryAttempt>;
export type DeliveryError = (typeof DELIVERY_ERRORS)[number];
export type DisabledBecause = (typeof DISABLED_BECAUSE)[number];

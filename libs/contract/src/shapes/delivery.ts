import { ALERT_STATES, CHANGE_REASONS, RELEASE_STATES } from '@silkgauge/codelists';
import { Type, type TProperties } from 'typebox';
import { DIMENSIONS } from '../series-key.ts';
import { DOMAINS } from '../domains.ts';
import {
  ALERT_UPDATED,
  BULLETIN_UPDATED,
  CLAIM_UPDATED,
  GROWTH_UPDATED,
  NOTICE_UPDATED,
  RELEASE_UPDATED,
} from '../topics.ts';
import { ALERT_KINDS } from '../rule/rule.ts';
import { AlertState } from './alert.ts';
import { BULLETIN_KINDS, BulletinState } from './bulletin.ts';
import { ClaimState, NoticeState } from './registered-states.ts';
import { ReleaseState } from './release.ts';
import { digits, instant, part, text, word } from './shape.ts';
import { GrowthState } from './state.ts';
import { DELIVERED_SOURCE, DISABLED_BECAUSE } from './subscription.ts';

/*
 * What is sent to a sink: CloudEvents in structured mode. Of a change either `data` is there, or, where it is
 * large, `dataref`.
 */

const event = <const Name extends string>(type: Name, source: string) => ({
  specversion: Type.Literal('1.0'),
  id: text('With source the identity of the event: the same on every attempt and replay.', '1042'),
  source: Type.Literal(source),
  type: Type.Literal(type),
  datacontenttype: Type.Literal('application/json'),
});

const change = <const Name extends string>(type: Name) => ({
  ...event(type, DELIVERED_SOURCE),
  id: digits('Sequence of the change.'),
  time: instant('Append time of the newest cause at the broker.'),
  subject: text(
    'Key of the state or alert, name of the notice, bulletin or release, or identity of the claim.',
  ),
  traceparent: Type.Optional(text('Trace of the newest cause (W3C Trace Context).')),
  dataref: Type.Optional(text('Address of what it tells, in place of data of more than 20,000 bytes.')),
});

const codes = Object.fromEntries(DIMENSIONS.map((name) => [name, text('Code of the series.')])) as Record<
  (typeof DIMENSIONS)[number],
  ReturnType<typeof text>
>;

const ofSeries = {
  ...codes,
  period: text('Period of the state or claim.'),
  domain: word(DOMAINS, 'Of the feed that it came by.'),
};

/** A new version of a state, as it is delivered. */
export const GrowthDelivery = part('GrowthDelivery', 'A new version of a state, as it is delivered.', {
  ...change(GROWTH_UPDATED),
  ...ofSeries,
  reason: Type.Optional(word(CHANGE_REASONS.codes, 'Why this version is.')),
  data: Type.Optional(GrowthState),
});

/** A new version of a notice, as it is delivered. */
export const NoticeDelivery = part('NoticeDelivery', 'A new version of a notice, as it is delivered.', {
  ...change(NOTICE_UPDATED),
  data: Type.Optional(NoticeState),
});

/** A new standing of a claim, as it is delivered. */
export const ClaimDelivery = part('ClaimDelivery', 'A new standing of a claim, as it is delivered.', {
  ...change(CLAIM_UPDATED),
  ...ofSeries,
  data: Type.Optional(ClaimState),
});

/** A new version of an alert, as it is delivered. */
export const AlertDelivery = part('AlertDelivery', 'A new version of an alert, as it is delivered.', {
  ...change(ALERT_UPDATED),
  ...Type.Partial(Type.Object(ofSeries)).properties,
  rule: text('The rule; _late of every release, _printed of printed sentences.', 'cbec-over-20'),
  kind: word(ALERT_KINDS, 'What the rule looks for.'),
  state: word(ALERT_STATES.codes, 'The state that it is in now.'),
  data: Type.Optional(AlertState),
});

/** A new version of a bulletin, as it is delivered. */
export const BulletinDelivery = part('BulletinDelivery', 'A new version of a bulletin, as it is delivered.', {
  ...change(BULLETIN_UPDATED),
  kind: word(BULLETIN_KINDS, 'What the version is.'),
  data: Type.Optional(BulletinState),
});

/** A new version of a release, as it is delivered. */
export const ReleaseDelivery = part('ReleaseDelivery', 'A new version of a release, as it is delivered.', {
  ...change(RELEASE_UPDATED),
  publisher: text('Code of the reporter whose prints are expected.', 'GACC'),
  state: word(RELEASE_STATES.codes, 'The state that it is in now.'),
  data: Type.Optional(ReleaseState),
});

/** Source of what the notifier itself tells. */
export const NOTIFIER_SOURCE = '/silkgauge/notifier';
export const SUBSCRIPTION_PING = 'silkgauge.subscription.ping.v1';
export const SUBSCRIPTION_RESYNC = 'silkgauge.subscription.resync.v1';
export const SUBSCRIPTION_DISABLED = 'silkgauge.subscription.disabled.v1';

const own = <const Name extends string, const Members extends TProperties>(
  title: string,
  description: string,
  type: Name,
  members: Members,
) =>
  part(title, description, {
    ...event(type, NOTIFIER_SOURCE),
    data: Type.Object(members),
  });

const subscription = text('Id of the subscription.');

/** Asked for by the owner. */
export const PingDelivery = own(
  'PingDelivery',
  'A test, asked for by the owner of the subscription.',
  SUBSCRIPTION_PING,
  { subscription },
);

/** In place of changes that are no longer kept. */
export const ResyncDelivery = own(
  'ResyncDelivery',
  'In place of changes that are no longer kept: the states to take, and the sequence that they stand for.',
  SUBSCRIPTION_RESYNC,
  {
    snapshot: text('Address of the first page of states.'),
    after: digits('Sequence behind which deliveries go on.'),
  },
);

/** To `alertSink` alone. */
export const DisabledDelivery = own(
  'DisabledDelivery',
  'The subscription was disabled; told to its alertSink alone.',
  SUBSCRIPTION_DISABLED,
  {
    subscription,
    because: word(DISABLED_BECAUSE, 'Why it is disabled.'),
    position: digits('Sequence up to which all is delivered, waits, was parked or is superfluous.'),
  },
);

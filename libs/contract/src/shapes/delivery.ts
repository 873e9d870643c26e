import { Type, type TProperties, type TSchema } from 'typebox';
import { DELIVERED_SOURCE, subjectOf, type KindExample } from '../kinds/kind.ts';
import { CHANGE_KINDS, KINDS, type ChangeKind } from '../kinds/table.ts';
import { upperFirst } from '../upper-first.ts';
import { digits, instant, part, text, word } from './shape.ts';
import { DISABLED_BECAUSE } from './subscription.ts';

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

interface ChangeDelivery {
  readonly kind: ChangeKind;
  readonly title: string;
  readonly delivery: TSchema;
  /** By its name. */
  readonly example: Readonly<Record<string, { readonly value: object }>> | undefined;
}

/** What is delivered of each kind of change. */
export const CHANGE_DELIVERIES: readonly ChangeDelivery[] = CHANGE_KINDS.map((kind) => {
  const { name, type, version, attributes, shape, example } = KINDS[kind];
  const delivery = part(`${upperFirst(name)}Delivery`, `A ${version}, as it is delivered.`, {
    ...change(type),
    ...attributes,
    data: Type.Optional(shape),
  });
  return { kind, title: `A ${version}`, delivery, example: example && exampleOf(kind, example) };
});

/** An example of a kind as it is delivered. */
function exampleOf(kind: ChangeKind, { name, logged, payload }: KindExample) {
  const { type, attributesOf } = KINDS[kind];
  const { sequence: id, knownAt: time } = payload;
  const value = {
    ...{ specversion: '1.0', id, source: DELIVERED_SOURCE, type, time, subject: subjectOf(logged) },
    datacontenttype: 'application/json',
    ...attributesOf({ ...logged, sequence: id, document: JSON.stringify(payload) }),
    data: payload,
  };
  return { [name]: { value } };
}

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

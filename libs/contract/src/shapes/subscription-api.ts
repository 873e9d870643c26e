import { Type, type TProperties } from 'typebox';
import { count, digits, instant, integer, object, part, text, word } from './shape.ts';
import { DELIVERED_SOURCE } from '../kinds/kind.ts';
import { DELIVERED_TYPES } from '../kinds/table.ts';
import { DELIVERY_ERRORS, Filters, SubscriptionConfig, SubscriptionSettings } from './subscription.ts';

/** The same members, none of them needed. */
const optional = (members: TProperties): TProperties =>
  Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, Type.Optional(schema)]));

const AccessToken = part('AccessToken', 'A token, sent as Authorization: Bearer.', {
  credentialtype: word(['ACCESSTOKEN'], 'Its kind.'),
  accesstoken: text('The token, without the word Bearer.'),
  accesstokentype: Type.Optional(word(['bearer'], 'How it is shown.')),
  accesstokenexpiresutc: Type.Optional(instant('When it ends.')),
});
const PlainCredential = part('PlainCredential', 'A user, sent as Authorization: Basic.', {
  credentialtype: word(['PLAIN'], 'Its kind.'),
  identifier: text('Name of the user, without a colon.'),
  secret: text('The password.'),
});

/** Body of the calls that make a subscription and that replace one. */
export const SubscriptionRequest = part(
  'SubscriptionRequest',
  'What is to be pushed where. Members that the service alone writes are ignored.',
  {
    sink: text('Where deliveries go.', 'https://example.org/growth'),
    protocol: word(['HTTP'], 'How they go.'),
    source: Type.Optional(word([DELIVERED_SOURCE], 'Source of the events.')),
    types: Type.Optional(
      Type.Array(word(DELIVERED_TYPES, 'A type of event.'), {
        minItems: 1,
        description: 'Types that are delivered; states unless said.',
      }),
    ),
    filters: Type.Optional(Filters),
    config: Type.Optional(
      object('What is particular to this source.', optional(SubscriptionConfig.properties)),
    ),
    protocolsettings: Type.Optional(
      object('How deliveries are made.', optional(SubscriptionSettings.properties)),
    ),
    sinkcredential: Type.Optional(Type.Union([AccessToken, PlainCredential])),
  },
);

export const TestedSink = part('TestedSink', 'What came of a ping.', {
  status: Type.Optional(integer('Status of the answer.')),
  error: Type.Optional(word(DELIVERY_ERRORS, 'Why it failed.')),
  ms: count('Milliseconds that it took.'),
});

export const SecretRotation = part('SecretRotation', 'How long the secret before signs, too.', {
  overlapSeconds: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 604_800, description: 'Seconds; 86,400 unless said.' }),
  ),
});
export const RotatedSecret = part('RotatedSecret', 'The new secret, this once.', {
  secret: text('Of Standard Webhooks.'),
});

export const Replay = part('Replay', 'What is sent once more.', {
  from: digits('Sequence after which it begins.'),
  until: Type.Optional(digits('Sequence up to which it goes; the last one unless said.')),
});
export const AcceptedReplay = part('AcceptedReplay', 'What will be sent once more.', {
  from: digits('Sequence after which it begins.'),
  until: digits('Sequence up to which it goes.'),
});
export const AcceptedRedelivery = part('AcceptedRedelivery', 'What will be sent once more.', {
  sequence: digits('Sequence of the change.'),
});
export const GrantedConsent = part('GrantedConsent', 'Deliveries begin, or the alert sink will be told.', {
  status: word(['active'], 'Of what was consented to.'),
});

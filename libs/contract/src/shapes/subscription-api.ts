import { Type } from 'typebox';
import { count, digits, integer, part, text, word } from './shape.ts';
import { DELIVERY_ERRORS } from './subscription.ts';

export const TestedSink = part('TestedSink', 'What came of a ping.', {
  status: Type.Optional(integer('Status of the answer.')),
  error: Type.Optional(word(DELIVERY_ERRORS, 'Why it failed.')),
  ms: count('Milliseconds that it took.'),
});

export const RotatedSecret = part('RotatedSecret', 'The new secret, this once.', {
  secret: text('Of Standard Webhooks.'),
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

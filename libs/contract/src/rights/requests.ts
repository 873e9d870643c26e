import { Type } from 'typebox';
import { text } from '../shapes/shape.ts';
import { boundedTerm, printableTerm } from '../terms/plain-terms.ts';
import type { Place } from '../terms/place.ts';
import { optional, readAs, record, term } from '../terms/term.ts';

const DAY = 86_400;
const LONGEST_REASON = 400;
const others = (name: string, known: readonly string[], at: Place): void => at.unknown(name, known);

/** Body of the call that gives a key a new secret. */
export const keyRotationTerm = record(
  {
    overlapSeconds: optional(
      boundedTerm(
        Type.Integer({ minimum: 0, maximum: 30 * DAY, description: 'Seconds; 86,400 unless said.' }),
        { rule: 'count', unit: 'seconds', least: 0, most: 30 * DAY },
      ),
      DAY,
    ),
  },
  { title: 'KeyRotation', about: 'How long the secret before stands.', others },
);

/** Body of the call that ends a key. */
export const keyRevocationTerm = record(
  { reason: printableTerm(text('In words.'), 'text', LONGEST_REASON) },
  { title: 'KeyRevocation', about: 'Why a key ends.', others },
);

/** Body of the call that asks whether an event would be let in. */
export const accessQuestionTerm = record(
  {
    key: readAs(text('Id of a key.'), { rule: 'text', must: 'the id of a key', example: '' }, (found) =>
      typeof found === 'string' ? found : undefined,
    ),
    event: term(Type.Unknown({ description: 'A CloudEvent in structured mode.' })),
  },
  { title: 'AccessQuestion', about: 'Would this event of this key be let in?', others },
);

import { Type } from 'typebox';
import { digits } from '../shapes/shape.ts';
import { boundedTerm } from '../terms/plain-terms.ts';
import { optional, readAs, record } from '../terms/term.ts';

const LONGEST_OVERLAP = 604_800;
const USUAL_OVERLAP = 86_400;

/** Body of the call that gives a subscription a new secret; absent: `{}`. */
export const rotationTerm = record(
  {
    overlapSeconds: optional(
      boundedTerm(
        Type.Integer({
          ...{ minimum: 0, maximum: LONGEST_OVERLAP },
          description: 'Seconds; 86,400 unless said.',
        }),
        { unit: 'seconds', least: 0, most: LONGEST_OVERLAP },
      ),
      USUAL_OVERLAP,
    ),
  },
  {
    title: 'SecretRotation',
    about: 'How long the secret before signs, too.',
    others: (name, known, at) => at.unknown(name, known),
  },
);

const sequenceTerm = (description: string, rule: 'from' | 'until') =>
  readAs(
    digits(description),
    { rule, must: 'the sequence of a change in a text', example: '1042' },
    (found) => (typeof found === 'string' && /^\d{1,18}$/.test(found) ? found : undefined),
  );

/** Body of the call that sends changes once more. */
export const replayTerm = record(
  {
    from: sequenceTerm('Sequence after which it begins.', 'from'),
    until: optional(sequenceTerm('Sequence up to which it goes; the last one unless said.', 'until'), null),
  },
  {
    title: 'Replay',
    about: 'What is sent once more.',
    others: (name, known, at) => at.unknown(name, known),
    check({ from, until }, at) {
      if (from !== undefined && typeof until === 'string' && BigInt(until) < BigInt(from))
        at.member('until').report(
          'until',
          `until is before from, which is ${from}.`,
          'Write a later sequence, or leave it out.',
        );
    },
  },
);

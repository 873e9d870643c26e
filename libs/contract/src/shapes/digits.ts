import { digits, instant, integer, object, part, text, truth, type Shape } from './shape.ts';

/** Answer of `GET /v1/growth/{series key}/{period}/digits`. */
export const StateDigits = part(
  'StateDigits',
  'Since when a state has its digits. Versions that change a flag, a verdict or a source alone change none.',
  {
    key: text('The state.'),
    version: integer('Its version.'),
    sequence: digits('The change that made this version.'),
    digits: object('The values, ends and readings of all sides.', {
      since: instant('When the newest cause of these digits was appended at the broker.'),
      sequence: digits('The change that made these digits.'),
      versions: integer('How many versions had other digits than the version before, the first included.'),
      complete: truth(
        'Whether every version was looked at; otherwise some are no longer kept or too many, and digits may have changed more often.',
      ),
    }),
  },
);

export type StateDigits = Shape<typeof StateDigits>;

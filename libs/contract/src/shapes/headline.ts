import { Type } from 'typebox';
import { BulletinText, refusedSentences } from './bulletin.ts';
import { digits, part, text, type Shape } from './shape.ts';

/** Answer of `GET /v1/growth/{series key}/{period}/headline`. */
export const StateHeadline = part('StateHeadline', 'A state, told in one sentence as a bulletin would.', {
  key: text('The state.'),
  told: digits('The sequence that it is told from.'),
  en: Type.Optional(BulletinText),
  zh: Type.Optional(BulletinText),
  refused: refusedSentences,
});

export type StateHeadline = Shape<typeof StateHeadline>;

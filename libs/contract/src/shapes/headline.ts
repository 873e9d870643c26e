import { Type } from 'typebox';
import { BulletinText, publishedBy, refusedSentences, toldFrom } from './bulletin.ts';
import { part, text, type Shape } from './shape.ts';

/** Answer of `GET /v1/growth/{series key}/{period}/headline`. */
export const StateHeadline = part('StateHeadline', 'A state, told in one sentence as a bulletin would.', {
  key: text('The state.'),
  told: toldFrom,
  publishedBy,
  en: Type.Optional(BulletinText),
  zh: Type.Optional(BulletinText),
  refused: refusedSentences,
});

export type StateHeadline = Shape<typeof StateHeadline>;

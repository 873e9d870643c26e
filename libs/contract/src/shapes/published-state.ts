import { EVIDENCE_KINDS, MEASURES } from '@silkgauge/codelists';
import { Type } from 'typebox';
import {
  identity,
  instant,
  integer,
  listOf,
  object,
  offset,
  orNull,
  part,
  place,
  text,
  texts,
  word,
  type Shape,
} from './shape.ts';
import { Chain, JoinedState, joinedMembers, printedBy } from './state.ts';

type WithoutChange<State> = State extends unknown ? Omit<State, 'change'> : never;

/** Null in JSON Schema, said so that code generators, which know no type of null alone, make a member of it. */
const none = (why: string) => Type.Unsafe<null>({ type: ['string', 'null'], const: null, description: why });

const members = {
  ...joinedMembers,
  version: none('It is none.'),
  sequence: none('It has none.'),
  knownAt: none('Whenever it reached us.'),
  publishedBy: instant('Only what was published by then counts, inclusive.'),
  change: none('It is no change.'),
};

export const PublishedState = part(
  'PublishedState',
  'A state worked out from what had been published by an instant. It never was a version here, and has no place in the log.',
  members,
);

export const ServedState = Type.Union([JoinedState, PublishedState], { title: 'ServedState' });

const VintagePrint = object('A print that bears on the state, and the event that brought it.', {
  ...identity,
  key: text('Key of the state that it speaks of.'),
  measure: word(MEASURES.codes, 'What kind of figure it is.'),
  comparison: orNull(text('What it is compared with; null for levels.')),
  publishedAt: text('When it was published, as far as known.'),
  document: orNull(text('Address of the document.')),
  kind: orNull(word(EVIDENCE_KINDS.codes, 'Kind of the evidence; null where the event does not say.')),
  publisher: printedBy,
  chain: Chain,
  ...place,
  offset,
  knownAt: instant('Append time at the broker.'),
});

export const PublishedVintage = part(
  'PublishedVintage',
  'The state after a publication, as publishedBy tells it, and what was published then.',
  {
    ...members,
    publishedAt: text(
      'The date of the publication as its source gave it, of several the finest: an instant, a date, a month or a year. publishedBy is its end.',
      '2023',
    ),
    prints: listOf(VintagePrint, 'Those published then, the first by source and id where they are many.'),
    morePrints: Type.Optional(integer('How many others were published then; absent where there are none.')),
    totals: Type.Optional(texts('Sales only: keys of the months that were over with it.')),
  },
);

export type PublishedState = Shape<typeof PublishedState>;
export type ServedState = Shape<typeof ServedState>;
/** A state without what its version changed. */
export type StateFigures = WithoutChange<ServedState>;
export type PublishedVintage = Shape<typeof PublishedVintage>;
export type VintagePrint = Shape<typeof VintagePrint>;

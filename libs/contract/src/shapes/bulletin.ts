import { Type } from 'typebox';
import { bulletinPlan } from '../plan/plan.ts';
import {
  count,
  decimal,
  digits,
  identity,
  instant,
  integer,
  listOf,
  namedWord,
  object,
  orNull,
  part,
  text,
  truth,
  word,
  type Shape,
} from './shape.ts';
import { Chain } from './state.ts';

export const both = (description: string) =>
  object(description, { en: text('In English.'), zh: text('In Chinese.') });

const SEGMENTS = ['text', 'name', 'period', 'date', 'attribution', 'mark', 'quote', 'numeral'] as const;

const NumeralRef = part('NumeralRef', 'The way from a numeral back to its state and its print.', {
  key: text('Series key/period of the state.'),
  version: orNull(integer('Version of the state; null by a day of publication.')),
  member: text('Path in the state, with .low or .high for an end.'),
  reading: orNull(text('Which of several readings.')),
  source: Type.Optional(identity.source),
  id: Type.Optional(identity.id),
  printed: Type.Optional(text('The digits as printed.')),
  multiplier: Type.Optional(text('What they are multiplied by.')),
  quote: Type.Optional(orNull(text('The words that were read.'))),
  document: Type.Optional(text('Address of the document.')),
  chain: Type.Optional(orNull(Chain)),
  formula: Type.Optional(text('Of a number that was worked out.')),
  inputs: Type.Optional(listOf(object('A print.', identity), 'The prints that it was worked out from.')),
});

export const BulletinSegment = part('BulletinSegment', 'A part of a sentence.', {
  type: word(SEGMENTS, 'Digits stand in numerals, quotes, names, periods and dates alone.'),
  text: text('The words.'),
  code: Type.Optional(text('Of a name, period or date.')),
  by: Type.Optional(text('Of an attribution: a reporter, or a speaker.')),
  mark: Type.Optional(text('How the words are to be taken.', 'implied', 'conflict', 'rounded')),
  lang: Type.Optional(orNull(text('Of a quote: its language.'))),
  source: Type.Optional(identity.source),
  id: Type.Optional(identity.id),
  document: Type.Optional(text('Address of the document of a quote.')),
  value: Type.Optional(decimal('Of a numeral: plain units, not rounded.')),
  digits: Type.Optional(text('Of a numeral: as shown, without the power of ten.')),
  power: Type.Optional(integer('The power of ten that is told as a word.')),
  unit: Type.Optional(text('percent, points, a currency or a count unit.')),
  rounded: Type.Optional(truth('Of a numeral: whether it is told rounded; absent where it is not.')),
  ref: Type.Optional(NumeralRef),
});

export const BulletinText = part('BulletinText', 'What is told in one language.', {
  headline: text('The first clause of the sentence that leads; else the title, which a state has not.'),
  paragraphs: listOf(
    part('BulletinParagraph', 'A paragraph.', {
      sentences: listOf(
        part('BulletinSentence', 'A sentence.', {
          id: text('Its id in the plan; of each, with a slash and the key.'),
          say: text('What kind of sentence.'),
          text: text('The texts of its segments, joined.'),
          segments: listOf(BulletinSegment, 'In order.'),
        }),
        'In order.',
      ),
    }),
    'Those with a sentence.',
  ),
});

const BulletinLead = part('BulletinLead', 'Which sentence leads, and why.', {
  id: text('The sentence.'),
  rule: text('The rule of points.', 'salience@1'),
  scores: listOf(
    object('A candidate.', {
      id: text('The sentence.'),
      points: count('Most points lead; of equals the first of the plan.'),
      reasons: listOf(
        object('A reason.', {
          why: text('Its name.', 'conflict', 'record'),
          points: count('Whole points.'),
          text: both('In words.'),
        }),
        'What the points are for.',
      ),
    }),
    'In the order of the plan.',
  ),
});

const planned = part('PlanEvent', 'The event that planned it.', {
  ...identity,
  version: count('How many plans of this name there have been.'),
});

export const refusedSentences = listOf(
  part('RefusedSentence', 'A planned sentence that the data do not carry.', {
    id: text('The sentence.'),
    say: text('What kind of sentence.'),
    rule: text('Why it is not told.', 'unequal-periods', 'no-causal-claim'),
    reason: both('In words.'),
    keys: Type.Array(Type.String(), { description: 'Keys, notices or events that it speaks of.' }),
  }),
  'In the order of the plan.',
);

const BulletinCorrection = part('BulletinCorrection', 'What a version took back of a sentence.', {
  version: count('The version that took it back.'),
  at: instant('When that was known.'),
  id: text('The sentence.'),
  said: object('What it said, and since when.', {
    en: text('In English.'),
    zh: text('In Chinese.'),
    since: instant('When it was said first.'),
  }),
  says: orNull(both('What it says now; null where it is gone.')),
  refused: orNull(text('The rule by which it is refused now.', 'withdrawn')),
  numerals: listOf(
    object('A number that is not told any more.', {
      key: text('Series key/period of the state.'),
      member: text('Path in the state.'),
      was: decimal('In plain units.'),
      is: orNull(decimal('What is told in its place.')),
    }),
    'In the order of the sentence.',
  ),
  because: object('Why, and the events behind it.', {
    reason: text(
      'Of the change; dropped without causes where a plan that waits took its place.',
      'reported',
      'withdrawn',
      'planned',
      'dropped',
    ),
    causes: listOf(object('An event.', identity), 'In the order of the log.'),
  }),
});

/** What a version does to the one before. */
export const BULLETIN_KINDS = ['first', 'update', 'correction', 'withdrawal'] as const;
const corrections = listOf(BulletinCorrection, 'Of this version and of all before it, newest first.');
const digest = text('SHA-256 of both languages, in hex.');

/** Value of the topic `bulletin-updated`. */
export const BulletinState = part('BulletinState', 'The whole present version of one bulletin.', {
  bulletin: text('Its name.'),
  version: Type.Integer({ minimum: 1, description: 'Rises by one for each bulletin, without gaps.' }),
  sequence: digits('The global change cursor, of which states have theirs too.'),
  knownAt: instant('Append time of the newest cause at the broker.'),
  told: digits('The sequence that it is told from.'),
  plan: planned,
  kind: namedWord('BulletinKind', BULLETIN_KINDS, 'What the version did to the one before.'),
  lead: orNull(BulletinLead),
  en: BulletinText,
  zh: BulletinText,
  refused: refusedSentences,
  digest,
  corrections,
});

const ofVersion = 'null until the version is written, and by a day of publication';
/** Of what is told by a day of publication. */
export const publishedBy = Type.Optional(
  instant('What had been published by then is told, inclusive; absent otherwise.'),
);
/** Where a telling has its place in the log. */
export const toldFrom = orNull(digits('The sequence that it is told from; null by a day of publication.'));

export const Bulletin = part(
  'Bulletin',
  'A version of a bulletin, or a plan told where no version is written yet.',
  {
    bulletin: text('Its name.'),
    version: orNull(count(`Rises by one for each bulletin; ${ofVersion}.`)),
    sequence: orNull(digits(`The place of the version in the log; ${ofVersion}.`)),
    told: toldFrom,
    publishedBy,
    knownAt: orNull(instant(`Append time of the newest cause at the broker; ${ofVersion}.`)),
    kind: orNull(word(BULLETIN_KINDS, `What the version did to the one before; ${ofVersion}.`)),
    plan: planned,
    digest,
    lead: orNull(BulletinLead),
    en: Type.Optional(BulletinText),
    zh: Type.Optional(BulletinText),
    refused: refusedSentences,
    corrections,
  },
);

export const ListedBulletin = part(
  'ListedBulletin',
  'A bulletin that is planned, or was and has a version.',
  {
    bulletin: text('Its name.'),
    title: both('Its title.'),
    version: orNull(count(`Its newest version; ${ofVersion}.`)),
    kind: orNull(word(BULLETIN_KINDS, `What that version did to the one before; ${ofVersion}.`)),
    headline: orNull(both(`What leads in that version; ${ofVersion}.`)),
    plan: planned,
    knownAt: instant('Append time at the broker: of the newest cause of the version, else of the plan.'),
  },
);

export const BulletinPlan = part('BulletinPlan', 'The newest plan of a bulletin.', {
  bulletin: text('Its name.'),
  plan: planned,
  knownAt: instant('Append time of the plan at the broker.'),
  data: bulletinPlan.schema,
});

export type ServedBulletin = Shape<typeof Bulletin>;
export type BulletinState = Shape<typeof BulletinState>;
export type ListedBulletin = Shape<typeof ListedBulletin>;

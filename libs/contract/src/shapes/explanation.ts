import {
  ABSENCES,
  EVIDENCE_KINDS,
  MEASURES,
  OBSERVATION_STATUSES,
  PRINT_STATUSES,
  WORKED_SIDES,
} from '@silkgauge/codelists';
import { Type } from 'typebox';
import { ServedState } from './published-state.ts';
import {
  decimal,
  digits,
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
  truth,
  word,
  type Shape,
  pushedBy,
} from './shape.ts';
import { Chain, Exclusion, printedBy, Printed } from './state.ts';

const stateKey = text('Key of a state: series key, slash, period.');
const counts = object('Sales counted, and their quantities together.', {
  events: digits('How many.'),
  units: decimal('Sum of quantities.'),
  last: Type.Optional(instant('When the latest of them was ordered (UTC).')),
});

const Node = object(
  'A number that stands in the state, that one rests on, or a base that it does not meet.',
  {
    id: text('Name of the node in this answer.'),
    key: stateKey,
    period: text('The period it speaks of.'),
    side: text('Where it stands, or would stand, in the state of that key.', 'growth.GY.computed'),
    shown: truth('Whether the explained state shows it.'),
    reading: orNull(text('Of an ambiguous wording, the reading that is used.')),
    value: orNull(decimal('As shown: rounded half away from zero; null for a range.')),
    low: decimal('As shown: inclusive, rounded down.'),
    high: decimal('As shown: exclusive, rounded up.'),
    unit: text('percent, points, a currency or a count unit.'),
    scale: integer('Digits after the point of the value.'),
    status: word(OBSERVATION_STATUSES.codes, 'Final, revised, preliminary, forecast, unspecified.'),
    formula: text('Name and version of the formula.', 'implied-base@1'),
    expression: text(
      'The formula over its inputs, each by name in brackets; of a print over the members of its digits. It is worked with exact numbers, none rounded on the way; low and high are the least and the greatest it comes to over the ends of the intervals of its inputs.',
      '[level] / (1 + [growth] / 100)',
    ),
    print: Type.Optional(object('The print that it was read from.', identity)),
    settledBy: Type.Optional(
      listOf(object('A print.', identity), 'The prints that settled its ambiguous wording.'),
    ),
    counts: Type.Optional(counts),
  },
);

const Edge = object('An input of a formula.', {
  from: text('The node that is worked out.'),
  to: text('The node that goes in.'),
  name: text('What the formula calls it.'),
});

const Gap = object('A print, and a number that it does not meet.', {
  key: stateKey,
  figure: text('The figure of that state that was printed.', 'growth.GY'),
  against: word(
    [...WORKED_SIDES.codes, 'whole'],
    'What it does not meet: a computed or implied number, or the level of its whole, which it exceeds.',
  ),
  with: object('Where that number stands, or would stand.', {
    key: stateKey,
    side: text('Side of that state.'),
  }),
  formula: text('Name and version of the formula of that number.'),
  gap: orNull(decimal('Reported less that number; null where one of the two has no single value.')),
  unit: text('points, or the unit of the level.'),
});

const Print = object('A print of a figure that the numbers rest on, its event, and what became of it.', {
  ...identity,
  key: stateKey,
  side: orNull(text('The side of that state that it is a print of; null for a comparison no state tells.')),
  measure: word(MEASURES.codes, 'What kind of figure it is.'),
  comparison: orNull(text('What it is compared with; null for levels.')),
  printed: Type.Optional(Printed),
  absence: Type.Optional(word(ABSENCES.codes, 'In place of the digits: why the reporter gives no number.')),
  break: Type.Optional(text('What the reporter says changed with this period in what is counted.')),
  corrects: Type.Optional(object('The print that it names to take the place of.', identity)),
  correctedBy: Type.Optional(object('The print that takes its place.', identity)),
  status: word(PRINT_STATUSES.codes, 'Status of the print.'),
  kind: orNull(word(EVIDENCE_KINDS.codes, 'Kind of the evidence.')),
  publishedAt: text('When it was published, as far as known.'),
  publisher: printedBy,
  chain: Chain,
  standing: orNull(
    word(
      ['chosen', 'support', 'superseded', 'conflict', 'excluded', 'corrected', 'withdrawn'],
      'What became of it among the prints of its figure; support says the same as the chosen one; excluded has no place among its parts, where another print has one. Null where that cannot be told.',
    ),
  ),
  step: orNull(
    word(
      [
        'alone',
        'repeat',
        'narrower',
        'status',
        'kind',
        'publication',
        'fineness',
        'identity',
        'unit',
        'comparison',
        'place',
        'unplaced',
      ],
      'By what the chosen print went before the next best, or another stands behind: alone, none other; repeat, the first to say the same digits stands; narrower, of those that meet the narrowest; status, kind, publication, fineness, identity, in this order; unit and comparison, it speaks of something else; place, its parts leave it none; unplaced, prints of an unknown period are not chosen between.',
    ),
  ),
  excluded: Type.Optional(Exclusion),
  withdrawn: truth('Whether it was withdrawn.'),
  ...place,
  offset,
  knownAt: instant('Append time at the broker.'),
  by: pushedBy,
  document: orNull(text('Address of the document.')),
  quote: orNull(text('The words that were read.')),
  language: Type.Optional(text('Language of these words, where the event gave it.', 'en', 'zh')),
  sha256: Type.Optional(text('SHA-256 of the document, in hex, where the event gave it.')),
  position: Type.Optional(text('Where in the document it stands, where the event gave it.')),
  quoteHeld: Type.Optional(
    truth(
      'Whether the copy of the document that is kept here has these words; absent where none of that SHA-256 is kept.',
    ),
  ),
});

const Range = object(
  'A stretch of a partition; the ranges do not overlap, and their events add up to the count.',
  {
    ...place,
    from: digits('First offset.'),
    to: digits('Last offset, included.'),
    events: digits('Sales of this series and month in it, each counted once.'),
  },
);

export const Explanation = part('Explanation', 'A state, and how each of its numbers was found.', {
  state: ServedState,
  recomputed: truth(
    'Whether what is kept of the events gives this state again; there are nodes only if it does.',
  ),
  nodes: listOf(Node, 'The numbers, those of the state first.'),
  edges: listOf(Edge, 'Which number rests on which.'),
  formulas: listOf(
    object('A formula that occurs.', {
      formula: text('Name and version.'),
      meaning: text('What it does, in words.'),
    }),
    'The formulas of the nodes.',
  ),
  gaps: listOf(
    Gap,
    'Every conflict: of the prints of the state, then of the printed levels that its numbers rest on.',
  ),
  prints: listOf(
    Print,
    'The prints of the figures that the numbers rest on, in the order in which they were decided on: the first 500, and those that a number names.',
  ),
  morePrints: Type.Optional(
    object('Where there are more prints than are listed.', {
      count: integer('How many others there are.'),
      next: text('The cursor of the answer that lists the next of them.'),
    }),
  ),
  unweighed: Type.Optional(
    integer(
      'How many of the prints, listed or not, are evidence alone: of one figure the first 500 that say something different are weighed. Absent where all are weighed.',
    ),
  ),
  sales: Type.Optional(
    object('Sales only: how many count, and between which offsets they lie.', {
      counts,
      ranges: orNull(
        listOf(Range, 'Null where the log of changes no longer has all that was noted up to this version.'),
      ),
    }),
  ),
});

export type Explanation = Shape<typeof Explanation>;
export type ExplainedNode = Shape<typeof Node>;
export type ExplainedEdge = Shape<typeof Edge>;
export type ExplainedGap = Shape<typeof Gap>;
export type ExplainedPrint = Shape<typeof Print>;
export type SalesRange = Shape<typeof Range>;

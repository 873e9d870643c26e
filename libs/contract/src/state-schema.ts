import { Type, type TProperties, type TSchema } from 'typebox';
import { ClaimData } from './events/claim.ts';
import { NoticeData } from './events/notice.ts';
import { QUALIFIERS, WORDINGS } from './events/figure-data.ts';
import { Series } from './vocabulary.ts';

/*
 * The state as a schema, for those who read the topics and the API. The types are in state.ts; a test holds the two
 * together. Open to members of later versions, as readers should be.
 */

/** An object; published once, under its title. */
const part = <const Members extends TProperties>(title: string, description: string, members: Members) =>
  Type.Object(members, { title, description });
/** A word of a closed list; published once, under its title. */
const words = <Words extends string[]>(title: string, list: readonly [...Words], description: string) =>
  Type.Enum<Words>(list, { title, type: 'string', description });
const digits = (description: string) => Type.String({ pattern: String.raw`^\d+$`, description });
const decimal = (description: string) => Type.String({ pattern: String.raw`^-?\d+(\.\d+)?$`, description });
const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const place = {
  topic: Type.String({ description: 'Topic of the event.' }),
  partition: Type.Integer({ minimum: 0 }),
  offset: digits('Offset of the event, a string of digits.'),
};

const identity = { source: Type.String(), id: Type.String() };

const Printed = part('Printed', 'The digits as printed.', {
  value: decimal('As printed.'),
  valueHigh: Type.Optional(decimal('Upper end of a range, as printed.')),
  multiplier: decimal('What the value is multiplied by.'),
  unit: Type.String(),
  wording: Type.Union([words('Wording', WORDINGS, 'How the change was worded.'), Type.Null()]),
  qualifier: words('Qualifier', QUALIFIERS, 'How exact the print calls itself.'),
});

const Reading = part('Reading', 'One reading of an ambiguous wording, or one of several differing prints.', {
  reading: Type.String(),
  value: orNull(decimal('In plain units.')),
  low: decimal('Inclusive.'),
  high: decimal('Exclusive.'),
});

const Measurement = part('Measurement', 'A figure with its interval.', {
  value: orNull(decimal('In plain units; null for ranges and where readings differ.')),
  unit: Type.String({ description: 'percent, points, a currency or a count unit.' }),
  low: orNull(decimal('Inclusive.')),
  high: orNull(decimal('Exclusive; equal to low only for exact totals.')),
  status: words(
    'MeasurementStatus',
    ['A', 'R', 'P', 'F', '_U'],
    'Final, revised, preliminary, forecast, unspecified.',
  ),
  printed: Type.Optional(Printed),
  readings: Type.Optional(
    Type.Array(Reading, { maxItems: 8, description: 'Where they differ; of many the newest 8.' }),
  ),
  more: Type.Optional(
    Type.Integer({ minimum: 1, description: 'How many other readings there are; /explain has all.' }),
  ),
  settledBy: Type.Optional(
    Type.Array(
      part('EventIdentity', 'An event that ruled out the other reading of an ambiguous wording.', identity),
    ),
  ),
  formula: Type.String({ description: 'How it was found, with a version, such as reported@1.' }),
});

const sides = {
  reported: Type.Optional(Measurement),
  computed: Type.Optional(Measurement),
  implied: Type.Optional(Measurement),
  forecast: Type.Optional(Measurement),
  verdict: words(
    'Verdict',
    ['agrees', 'within-rounding', 'conflicts', 'not-comparable', 'unchecked'],
    'How the sides stand to each other; unchecked while one is missing.',
  ),
  gap: orNull(decimal('Reported minus computed (or implied): points, for levels plain units.')),
};

const Sides = part('Sides', 'The sides of one figure beside each other.', sides);

const ComparedSides = part('ComparedSides', 'The sides of one comparison.', {
  comparedWith: Type.Union([Type.String(), Type.Null()]),
  ...sides,
});

export const FLAGS = [
  'ambiguous-wording',
  'unknown-comparison',
  'unknown-period',
  'coverage-break',
  'calendar-effect',
  'small-base',
  'partial-period',
  'implied-base-differs',
  'part-above-whole',
  'infeasible-parts',
  'conflicting-prints',
] as const;

const Counts = part('SalesCounts', 'Sales only.', {
  events: digits('Distinct events.'),
  units: decimal('Sum of the quantities.'),
  last: Type.Optional(
    Type.String({
      format: 'date-time',
      description:
        'When the latest of them was ordered (UTC, to the millisecond); absent of months counted before that was kept.',
    }),
  ),
});

const body = {
  level: Sides,
  growth: Type.Record(Type.String(), ComparedSides, {
    description: 'By comparison: GY, G1, _U, or a period.',
  }),
  other: part('OtherMeasures', 'Shares, contributions and changes, compared with GY.', {
    share: Type.Optional(Sides),
    contribution: Type.Optional(Sides),
    'growth-gap': Type.Optional(Sides),
    'growth-change': Type.Optional(Sides),
    'share-change': Type.Optional(Sides),
  }),
  counts: Type.Optional(Counts),
  flags: Type.Array(words('Flag', FLAGS, 'What to know before using the numbers.'), {
    description:
      'Of a month of sales partial-period is worked out when it is asked for: while nothing of its platform is known to have been ordered after it. Records and entries of the log do not have it.',
  }),
};

const NoticeMark = part('NoticeMark', 'A notice in force in the period.', {
  notice: Type.String({ description: 'Its name.' }),
  scope: words(
    'NoticeScope',
    ['whole', 'part'],
    'whole: it covers the series; part: the series contains its scope.',
  ),
});

const Previous = Type.Partial(
  Type.Object({
    ...body,
    growth: Type.Record(Type.String(), orNull(ComparedSides), {
      description: 'The comparisons this version changed; null where there was none before.',
    }),
    counts: orNull(Counts),
  }),
  {
    title: 'PreviousMembers',
    description: 'The members this version changed, as they were before; null where nothing stood there.',
  },
);

const Change = part('Change', 'Why this version is.', {
  reason: words(
    'ChangeReason',
    ['reported', 'sales', 'restated', 'withdrawn', 'notice', 'rebuilt'],
    'A figure of this key, sales of this month, something it rests on, a withdrawal; the log says otherwise, or the database was put back. A notice: only in versions from before notices had a topic of their own.',
  ),
  previous: orNull(Previous),
  causes: Type.Array(part('Cause', 'An event behind the change.', { ...identity, ...place })),
  folded: Type.Optional(
    part('FoldedSales', 'Sales only: the events folded in, between two offsets, both included.', {
      events: digits('How many.'),
      topic: Type.String(),
      partition: Type.Integer({ minimum: 0 }),
      from: digits('First offset.'),
      to: digits('Last offset.'),
    }),
  ),
});

const state = {
  key: Type.String({ description: 'Series key and period, joined by a slash.' }),
  series: Series,
  period: Type.String(),
  version: Type.Integer({ minimum: 1, description: 'Rises by one for each key, without gaps.' }),
  sequence: digits('The global change cursor, rising in commit order.'),
  knownAt: Type.String({
    format: 'date-time',
    description: 'Append time of the newest cause at the broker.',
  }),
  ...body,
  change: Change,
};

export const GrowthStateSchema = part(
  'GrowthState',
  'The whole present state of one series and period.',
  state,
);

/** As the API tells it. */
export const JoinedStateSchema = part(
  'JoinedState',
  'The whole state of one series and period, with what is worked out when it is asked for, as of the same clock.',
  { ...state, notices: Type.Array(NoticeMark, { description: 'The notices in force in the period.' }) },
);

export const NoticeStateSchema = part('NoticeState', 'The whole present state of one notice.', {
  notice: Type.String({ description: 'Its name.' }),
  version: Type.Integer({ minimum: 1, description: 'Rises by one for each notice, without gaps.' }),
  sequence: digits('The global change cursor, of which states have theirs too.'),
  knownAt: Type.String({
    format: 'date-time',
    description: 'Append time of the newest cause at the broker.',
  }),
  withdrawn: Type.Boolean({ description: 'Whether it was withdrawn.' }),
  data: Type.Union([{ ...NoticeData, title: 'NoticePublishedData' }, Type.Null()], {
    description: 'What was published; null where only a withdrawal has come.',
  }),
});

const JudgedGrowth = part(
  'JudgedGrowth',
  'Growth over the year before that a claim is judged by, and whose it is.',
  {
    key: Type.String({ description: 'The series key.' }),
    period: Type.String(),
    side: words('JudgedSide', ['reported', 'computed', 'implied'], 'Where the state has it.'),
    value: orNull(decimal('In percent; null for a range.')),
    low: decimal('Inclusive.'),
    high: decimal('Exclusive; equal to low only where it is exact.'),
  },
);

export const ClaimStateSchema = part(
  'ClaimState',
  'A claim without a number, with its standing and what decided it.',
  {
    claim: Type.String({ description: 'Source and id of its event, joined by #.' }),
    version: Type.Integer({ minimum: 1, description: 'Rises by one for each claim, without gaps.' }),
    sequence: digits('The global change cursor, of which states have theirs too.'),
    knownAt: Type.String({
      format: 'date-time',
      description: 'Append time of the newest cause at the broker.',
    }),
    ...identity,
    domain: words('ClaimDomain', ['customs', 'platform'], 'Of the feed that it came by.'),
    withdrawn: Type.Boolean({ description: 'Whether it was withdrawn.' }),
    key: Type.String({ description: 'The series it speaks of, by key.' }),
    period: Type.String({ description: 'The period, by its one name.' }),
    comparedTo: Type.Union([Type.String(), Type.Null()], {
      description: 'The series it compares with, by key.',
    }),
    standing: words(
      'ClaimStanding',
      ['supported', 'contradicted', 'open'],
      'What the known growth says to it.',
    ),
    growth: Type.Union([JudgedGrowth, Type.Null()], { description: 'Null where no single growth is known.' }),
    comparison: Type.Union([JudgedGrowth, Type.Null()], { description: 'Of the series it compares with.' }),
    data: { ...ClaimData, title: 'ClaimReportedData' },
  },
);

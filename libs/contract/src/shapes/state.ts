import {
  ABSENCES,
  CHANGE_REASONS,
  EVIDENCE_KINDS,
  FLAGS,
  OBSERVATION_STATUSES,
  QUALIFIERS,
  VERDICTS,
  WORDINGS,
} from '@silkgauge/codelists';
import { COMPARISON_KEYS, OVER_YEAR, type SeriesDimensions, type StateBody } from '@silkgauge/growth';
import { Type } from 'typebox';
import { Publisher, Series, type PublisherData } from '../vocabulary.ts';
import {
  decimal,
  digits,
  instant,
  listOf,
  namedWord,
  orNull,
  part,
  text,
  truth,
  word,
  type Shape,
} from './shape.ts';

const eventPlace = {
  topic: text('Topic of the event.'),
  partition: Type.Integer({ minimum: 0 }),
  offset: digits('Offset of the event, a string of digits.'),
};

export const eventIdentity = { source: Type.String(), id: Type.String() };

export const Printed = part('Printed', 'The digits as printed.', {
  value: decimal('As printed.'),
  valueHigh: Type.Optional(decimal('Upper end of a range, as printed.')),
  multiplier: decimal('What the value is multiplied by.'),
  unit: Type.String(),
  wording: Type.Union([namedWord('Wording', WORDINGS.codes, 'How the change was worded.'), Type.Null()]),
  qualifier: namedWord('Qualifier', QUALIFIERS.codes, 'How exact the print calls itself.'),
});

/** As its event says, else by the host of its document. */
export const printedBy = Type.Unsafe<PublisherData>(Publisher);

export const Chain = part(
  'Chain',
  'Who says a number: the body that counted, the publisher that printed it, of which kind that is, and the day. The body alone stands where the print is its own.',
  {
    en: text(
      'In English.',
      'General Administration of Customs of China, as printed by Xinhua (news agency), 16 July 2020',
    ),
    zh: text('In Chinese.', '海关总署，新华社（通讯社）2020年7月16日刊载'),
  },
);

export const printSource = {
  ...eventIdentity,
  document: text('Address of the document that it was read in.'),
  publishedAt: text('When it was published, as printed: an instant, a date, a month, a year, or _U.'),
  kind: Type.Optional(
    word(EVIDENCE_KINDS.codes, 'Kind of the evidence; absent where the event does not say.'),
  ),
  publisher: Type.Optional(printedBy),
};

const PrintSource = part('PrintSource', 'A print.', printSource);

const ProofTexts = part('ProofTexts', 'A clause in both languages.', {
  en: Type.String(),
  zh: Type.String(),
});

export const Exclusion = part('Exclusion', 'Why a print has no place among the prints around it.', {
  formula: text('The rule whose inputs leave it no place, with a version, such as between-parts@1.'),
  by: Type.Array(part('ExcludingEvent', 'An event of these inputs.', eventIdentity), { maxItems: 8 }),
  more: Type.Optional(Type.Integer({ minimum: 1, description: 'How many other events.' })),
  proof: ProofTexts,
});

const Reading = part('Reading', 'One reading of an ambiguous wording, or one of several differing prints.', {
  reading: Type.String(),
  value: orNull(decimal('In plain units.')),
  low: decimal('Inclusive.'),
  high: decimal('Exclusive.'),
});

const ContradictingPrint = part(
  'ContradictingPrint',
  'A print of the same figure that says otherwise and is no revision, in the same unit.',
  {
    value: orNull(decimal('In plain units; null for ranges, where readings differ, and beside absence.')),
    low: orNull(decimal('Inclusive.')),
    high: orNull(decimal('Exclusive.')),
    printed: Type.Optional(Printed),
    absence: Type.Optional(word(ABSENCES.codes, 'In place of the digits: why the reporter gives no number.')),
    readings: Type.Optional(Type.Array(Reading, { maxItems: 8, description: 'Where they differ.' })),
    from: PrintSource,
    excluded: truth('Whether its parts leave it no place; /explain has the proof.'),
  },
);

const Measurement = part('Measurement', 'A figure with its interval.', {
  value: orNull(decimal('In plain units; null for ranges, where readings differ, and beside absence.')),
  unit: text('percent, points, a currency or a count unit.'),
  low: orNull(decimal('Inclusive.')),
  high: orNull(decimal('Exclusive; equal to low only for exact totals.')),
  status: namedWord(
    'MeasurementStatus',
    OBSERVATION_STATUSES.codes,
    'Final, revised, preliminary, forecast, unspecified.',
  ),
  printed: Type.Optional(Printed),
  from: Type.Optional(PrintSource),
  excluded: Type.Optional(Exclusion),
  contradictedBy: Type.Optional(ContradictingPrint),
  absence: Type.Optional(
    namedWord(
      'Absence',
      ABSENCES.codes,
      'Why the reporter gives no number; value, low and high are null then.',
    ),
  ),
  readings: Type.Optional(
    Type.Array(Reading, { maxItems: 8, description: 'Where they differ; of many the newest 8.' }),
  ),
  more: Type.Optional(
    Type.Integer({ minimum: 1, description: 'How many other readings there are; /explain has all.' }),
  ),
  settledBy: Type.Optional(
    Type.Array(
      part(
        'EventIdentity',
        'An event that ruled out the other reading of an ambiguous wording.',
        eventIdentity,
      ),
    ),
  ),
  formula: text('How it was found, with a version, such as reported@1.'),
});

const sides = {
  reported: Type.Optional(Measurement),
  computed: Type.Optional(Measurement),
  implied: Type.Optional(Measurement),
  forecast: Type.Optional(Measurement),
  verdict: namedWord(
    'Verdict',
    VERDICTS.codes,
    'How the sides stand to each other; unchecked while one is missing.',
  ),
  gap: orNull(decimal('Reported minus computed (or implied): points, for levels plain units.')),
};

const Sides = part('Sides', 'The sides of one figure beside each other.', sides);

const ComparedSides = part('ComparedSides', 'The sides of one comparison.', {
  comparedWith: Type.Union([Type.String(), Type.Null()]),
  ...sides,
});

const Counts = part('SalesCounts', 'Sales only.', {
  events: digits('Distinct events.'),
  units: decimal('Sum of the quantities.'),
  last: Type.Optional(
    instant(
      'When the latest of them was ordered (UTC, to the millisecond); absent of months counted before that was kept.',
    ),
  ),
});

/** Members of a state that say something. */
export const stateBody = {
  level: Sides,
  growth: Type.Record(Type.String(), ComparedSides, {
    description: `By comparison: ${COMPARISON_KEYS.join(', ')}, or a period.`,
  }),
  other: part('OtherMeasures', `Shares, contributions and changes, compared with ${OVER_YEAR}.`, {
    share: Type.Optional(Sides),
    contribution: Type.Optional(Sides),
    'growth-gap': Type.Optional(Sides),
    'growth-change': Type.Optional(Sides),
    'share-change': Type.Optional(Sides),
  }),
  counts: Type.Optional(Counts),
  flags: Type.Array(namedWord('Flag', FLAGS.codes, 'What to know before using the numbers.'), {
    description:
      'Of a month of sales partial-period is worked out when it is asked for: while nothing of its platform is known to have been ordered after it. Its growth is withheld then. Records and entries of the log have the growth of the total so far, and no such flag.',
  }),
};

const NoticeMark = part('NoticeMark', 'A notice in force in the period.', {
  notice: text('Its name.'),
  scope: namedWord(
    'NoticeScope',
    ['whole', 'part'],
    'whole: it covers the series; part: the series contains its scope.',
  ),
  period: namedWord(
    'NoticePeriod',
    ['whole', 'part'],
    'whole: it was in force throughout the period; part: it began or ended within it.',
  ),
});

const FinalPromise = part(
  'FinalPromise',
  'The soonest promise of a final figure that is not there yet, by an open release of the reporter. It is told with the present state alone, and absent where nothing is promised.',
  {
    release: text('Name of the release that promises it.', 'GACC-2020-H1-FINAL'),
    at: text('The promised instant, with the offset of its zone.', '2020-08-25T10:00:00+08:00'),
  },
);

const PreviousMembers = Type.Partial(
  Type.Object({
    ...stateBody,
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

const Cause = part('Cause', 'An event behind the change.', { ...eventIdentity, ...eventPlace });

const Change = part('Change', 'Why this version is.', {
  reason: namedWord(
    'ChangeReason',
    CHANGE_REASONS.codes,
    'A figure of this key, sales of this month, something it rests on, a withdrawal; the log says otherwise, or the database was put back. A notice: only in versions from before notices had a topic of their own.',
  ),
  previous: orNull(PreviousMembers),
  causes: Type.Array(Cause, {
    description: 'In the order of the log. Of what a tick of the clock lifts, up to 50 events and the tick.',
  }),
  folded: Type.Optional(
    part('FoldedSales', 'Sales only: the events folded in, between two offsets, both included.', {
      events: digits('How many.'),
      topic: Type.String(),
      partition: Type.Integer({ minimum: 0 }),
      from: digits('First offset.'),
      to: digits('Last offset.'),
    }),
  ),
  traceparent: Type.Optional(
    text('The trace of the newest cause (W3C Trace Context), where that cause has one and it is sampled.'),
  ),
});

const stateMembers = {
  key: text('Series key and period, joined by a slash.'),
  series: Type.Unsafe<SeriesDimensions>(Series),
  period: Type.String(),
  version: Type.Integer({ minimum: 1, description: 'Rises by one for each key, without gaps.' }),
  sequence: digits('The global change cursor, rising in commit order.'),
  knownAt: instant('Append time of the newest cause at the broker.'),
  ...stateBody,
  change: Change,
};

/** Value of the topics `growth-updated.*`, and entry of the change log. */
export const GrowthState = part(
  'GrowthState',
  'The whole present state of one series and period.',
  stateMembers,
);

export const joinedMembers = {
  ...stateMembers,
  notices: listOf(NoticeMark, 'The notices in force in the period.'),
  finalPromise: Type.Optional(FinalPromise),
  twoYearAverage: Type.Optional(
    text(
      'With the flag `small-base` and growth over a year: the address of the average yearly growth of two years, which needs no base in between.',
    ),
  ),
};

/** State as the API serves it. */
export const JoinedState = part(
  'JoinedState',
  'The whole state of one series and period, with what is worked out when it is asked for, as of the same clock.',
  joinedMembers,
);

export type GrowthState = Shape<typeof GrowthState>;
export type JoinedState = Shape<typeof JoinedState>;
export type NoticeMark = Shape<typeof NoticeMark>;
export type FinalPromise = Shape<typeof FinalPromise>;
export type Cause = Shape<typeof Cause>;
export type EventPlace = Pick<Cause, keyof typeof eventPlace>;

/** Stored document of a state: all members but identity and place in the log. */
export type StateDocument = Pick<GrowthState, keyof StateBody | 'change'>;

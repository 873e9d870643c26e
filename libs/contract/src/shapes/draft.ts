import {
  DRAFT_MARKS,
  DRAFT_REASONS,
  DRAFT_VERDICTS,
  EVIDENCE_KINDS,
  LANGUAGES,
  OBSERVED_VERDICTS,
  QUALIFIERS,
  WORDINGS,
} from '@silkgauge/codelists';
import { Type } from 'typebox';
import { Chain, Exclusion, Printed, eventIdentity, printedBy, printSource } from './state.ts';
import {
  count,
  decimal,
  digits,
  listOf,
  namedWord,
  orNull,
  part,
  text,
  truth,
  word,
  type Shape,
} from './shape.ts';

/** Bytes of UTF-8 that a draft may have. */
export const LARGEST_DRAFT = 64 * 1024;

const place = {
  start: count('Offset of its first UTF-16 code unit in the text.'),
  end: count('Offset behind its last one.'),
  text: text('The words there.'),
};

const DraftReading = part('DraftReading', 'What a number says, in plain units.', {
  reading: orNull(text('up-by-times or to-times, where the wording has both; else null.')),
  value: orNull(decimal('Growth in percent; null for a range.')),
  low: decimal('Inclusive.'),
  high: decimal('Exclusive.'),
});

const DraftPeriod = part('DraftPeriod', 'A period that the text names.', {
  ...place,
  period: orNull(text('Its code; null where no year is stated.')),
  form: text('The code with YYYY for the year, such as YYYY-S1.'),
});

const DraftNumber = part('DraftNumber', 'A number as it was read.', {
  measure: word(
    ['level', 'growth', 'share', 'points'],
    'What it measures; points: a difference in percentage points.',
  ),
  value: decimal('The digits; a fall is negative.'),
  valueHigh: orNull(decimal('Upper end of a range.')),
  multiplier: decimal('1000000000 for "billion".'),
  unit: orNull(text('percent, points, times, a currency or what is counted; null where none is stated.')),
  wording: orNull(word(WORDINGS.codes, 'How the change is worded.')),
  qualifier: word(QUALIFIERS.codes, 'How exact it calls itself.'),
  comparison: orNull(text('GY or G1 where the text says what it is compared with.')),
  readings: listOf(DraftReading, 'One, or each reading of an ambiguous wording.'),
  periods: Type.Array(Type.String(), {
    description: 'Periods that it may be of: codes, or forms (YYYY-S1) where no year is stated.',
  }),
});

const KnownFigure = part('KnownFigure', 'A figure that the number was held against.', {
  key: text('Series key and period.'),
  member: text('The path in the state, such as growth.GY.reported.'),
  version: Type.Integer({ minimum: 1 }),
  sequence: digits('Sequence of that version.'),
  value: orNull(decimal('In plain units.')),
  low: orNull(decimal('Inclusive.')),
  high: orNull(decimal('Exclusive; equal to low where it is exact.')),
  unit: Type.String(),
  readings: Type.Array(Type.String(), { description: 'Values of its readings, where they differ.' }),
  unnamed: Type.Array(Type.String(), {
    description: 'Dimensions in which the figure is narrower than what the text names.',
  }),
  from: orNull(
    part('KnownSource', 'The print that stands; null for what was worked out.', {
      ...printSource,
      quote: orNull(text('The words that were read.')),
      chain: Type.Optional(Chain),
    }),
  ),
  explain: text('Address of what it rests on, relative to this server.'),
});

const FindingPrint = part('FindingPrint', 'A print that a verdict rests on.', {
  role: word(
    ['met', 'stands', 'other'],
    'met: the number agrees with it; stands: what is known now, where that is another one; other: it says otherwise as well. Of a record, stands: the print of its level; other: that of an earlier level which goes against it.',
  ),
  ...eventIdentity,
  key: text('Series key and period of its figure.'),
  standing: text('What became of it among the prints of its figure, as /explain tells it.', 'superseded'),
  printed: Type.Optional(Printed),
  publishedAt: text('When it was published, as far as known.'),
  kind: orNull(word(EVIDENCE_KINDS.codes, 'Kind of the evidence.')),
  publisher: printedBy,
  chain: Chain,
  document: orNull(text('Address of the document.')),
  quote: orNull(text('The words that were read.')),
  excluded: Type.Optional(Exclusion),
});

const DraftRecord = part('DraftRecord', 'What the claim that a level is a record was held against.', {
  extreme: word(['highest', 'lowest'], 'What the level is said to be.'),
  isOfSeason: truth('Whether it is held against the same months (quarters, ...) of other years alone.'),
  known: count('Earlier periods whose level is known and counts.'),
  since: orNull(text('The first of these periods; null where there is none.')),
  leftOut: count(
    'Earlier periods that do not count: excluded by other prints, of a part of the period, or of another unit.',
  ),
  unread: count('Earlier periods that were not read, as the time was over.'),
});

const VerdictSentence = part('VerdictSentence', 'A verdict in words: numbers, days, chains and proof.', {
  en: text('In English.'),
  zh: text('In Chinese.'),
});

export const DraftFinding = part('DraftFinding', 'A place of the text, and what is known of it.', {
  ...place,
  kind: word(['number', 'cause', 'comparison', 'opinion'], 'What stands there.'),
  verdict: namedWord('DraftVerdict', DRAFT_VERDICTS.codes, 'How it stands to what is known.'),
  marks: Type.Array(word(DRAFT_MARKS.codes, 'A mark.')),
  reason: orNull(word(DRAFT_REASONS.codes, 'Why it is unread or unknown.')),
  number: orNull(DraftNumber),
  known: Type.Array(KnownFigure, {
    maxItems: 5,
    description: 'The best matches first; of a record its level, then an earlier one that goes against it.',
  }),
  prints: Type.Array(FindingPrint, { maxItems: 8, description: 'The prints that the verdict rests on.' }),
  sentence: orNull(VerdictSentence),
  record: Type.Optional(DraftRecord),
});

export const DraftFindings = part('DraftFindings', 'What was found in a draft.', {
  sequence: digits('The sequence of the change log as of which it was judged.'),
  lang: word(LANGUAGES.codes, 'Language of the text.'),
  findings: listOf(DraftFinding, 'In the order of the text.'),
  periods: listOf(DraftPeriod, 'In the order of the text.'),
  searched: part('DraftSearch', 'What the numbers were held against.', {
    states: count('States that were read.'),
    left: count('States that might still change a verdict and were not read, as the time was over.'),
  }),
});

export const DraftRequest = part('DraftRequest', 'A text to check.', {
  text: text('At most 65,536 bytes in UTF-8; nothing of it is stored.'),
  lang: Type.Optional(word(LANGUAGES.codes, 'Absent: Chinese where the text has Chinese characters.')),
  asOf: Type.Optional(text('A sequence or an instant, as in queries: what was known here then.')),
  document: Type.Optional(
    text('Address of the text, where it has one: a print that was read there is no witness for it.'),
  ),
  filter: Type.Optional(
    Type.Record(Type.String(), Type.Array(Type.String()), {
      description: 'Filters of series and periods as in queries: only such states count.',
    }),
  ),
});

export type DraftFinding = Shape<typeof DraftFinding>;
export type DraftFindings = Shape<typeof DraftFindings>;
export type DraftNumber = Shape<typeof DraftNumber>;
export type DraftPeriod = Shape<typeof DraftPeriod>;
export type DraftReading = Shape<typeof DraftReading>;
export type FindingPrint = Shape<typeof FindingPrint>;
export type KnownFigure = Shape<typeof KnownFigure>;
export type DraftReason = (typeof DRAFT_REASONS.codes)[number];
export type DraftMark = (typeof DRAFT_MARKS.codes)[number];
export type DraftVerdict = (typeof DRAFT_VERDICTS.codes)[number];
export type ObservedVerdict = (typeof OBSERVED_VERDICTS.codes)[number];

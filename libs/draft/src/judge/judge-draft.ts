import type { DraftFinding, DraftMark, FindingPrint, KnownFigure } from '@silkgauge/contract';
import { formatDecimal, havePeriodsEqualLength } from '@silkgauge/growth';
import type { Comparison, PlacedClaim, PlacedNumber, ReadDraft } from '../read/read-draft.ts';
import type { Span } from '../text/span.ts';
import { judgeNumber } from './judge-number.ts';
import { judgeRecord } from './judge-record.ts';
import type { Answer } from './questions.ts';

/**
 * Findings of a draft in the order of its text, from what is known for each number and record; `document` is the
 * address of the text, if it has one. It stops after each number and record, so that others may have their turn.
 */
export function* judgeDraft(
  draft: ReadDraft,
  answers: ReadonlyMap<PlacedClaim, Answer>,
  document: string | null = null,
): Generator<void, readonly DraftFinding[], void> {
  const { text } = draft;
  const unequal = draft.comparisons.filter(isUnequal);
  const unequalAt = new Set(unequal.flatMap(({ sentence }) => [sentence.start]));
  const marksAround = ({ isCaused, isOpinion, context }: PlacedClaim): readonly DraftMark[] => {
    if (isOpinion) return [];
    const isInUnequal = unequalAt.has(context.sentence.start);
    return [
      ...(isCaused ? (['cause-claimed'] as const) : []),
      ...(isInUnequal ? (['unequal-periods'] as const) : []),
    ];
  };
  const judged: DraftFinding[] = [];
  for (const number of draft.numbers) {
    yield;
    const { marks, ...found } = judgeNumber(number, answers.get(number), { document, text });
    const said = { ...placeOf(text, number), kind: 'number' as const, ...found, number: shownNumber(number) };
    judged.push({ ...said, marks: [...marksAround(number), ...marks] });
  }
  for (const record of draft.records) {
    yield;
    const { marks, ...found } = judgeRecord(record, answers.get(record));
    const said = { ...placeOf(text, record), kind: 'number' as const, ...found, number: null };
    judged.push({ ...said, marks: [...marksAround(record), ...marks] });
  }
  const unread = draft.unread.map(({ reason, ...span }) => ({
    ...finding(text, span, 'number', 'unread'),
    reason,
  }));
  return [
    ...judged,
    ...unread,
    ...draft.causes.map((span) => finding(text, span, 'cause', 'cause-claimed')),
    ...unequal.map((word) => finding(text, word, 'comparison', 'unequal-periods')),
    ...draft.opinions.map((span) => finding(text, span, 'opinion', 'opinion')),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
}

const placeOf = (text: string, { start, end }: Span) => ({ start, end, text: text.slice(start, end) });

const finding = (
  text: string,
  span: Span,
  kind: DraftFinding['kind'],
  verdict: DraftFinding['verdict'],
): DraftFinding => ({
  ...placeOf(text, span),
  ...{ kind, verdict, marks: [] as DraftMark[], reason: null, number: null },
  ...{ known: [] as KnownFigure[], prints: [] as FindingPrint[], sentence: null },
});

function shownNumber(number: PlacedNumber): NonNullable<DraftFinding['number']> {
  const { measure, value, valueHigh, multiplier, unit, wording, qualifier, context } = number;
  const { period } = context;
  return {
    ...{ measure, value, valueHigh, multiplier, unit, wording, qualifier, comparison: context.comparison },
    readings: number.readings.map(({ name, value: exact, low, high }) => ({
      ...{ reading: name, value: exact && formatDecimal(exact) },
      ...{ low: formatDecimal(low), high: formatDecimal(high) },
    })),
    periods: period ? [period.period ?? period.form] : [],
  };
}

const isUnequal = ({ periods }: Comparison): boolean => {
  const [one = '', other = ''] = periods.map(({ form }) => form.replace('YYYY', '2020'));
  return !havePeriodsEqualLength(one, other);
};

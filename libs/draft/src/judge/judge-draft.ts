import type { DraftFinding, DraftMark, KnownFigure } from '@silkgauge/contract';
import { formatDecimal, havePeriodsEqualLength } from '@silkgauge/growth';
import type { Comparison, PlacedNumber, ReadDraft } from '../read/read-draft.ts';
import type { Span } from '../text/span.ts';
import { judgeNumber } from './judge-number.ts';
import type { Contains, KnownState } from './known-state.ts';

/** Findings of a draft in the order of its text. A quote of a known figure's source is left to the caller. */
export function judgeDraft(
  draft: ReadDraft,
  known: readonly KnownState[],
  contains: Contains,
): readonly DraftFinding[] {
  const { text } = draft;
  const unequal = draft.comparisons.filter(isUnequal);
  const unequalAt = new Set(unequal.flatMap(({ sentence }) => [sentence.start]));
  const numbers = draft.numbers.map((number): DraftFinding => {
    const { verdict, reason, marks, figures } = judgeNumber(number, known, contains);
    const own = unequalAt.has(number.context.sentence.start) && !number.isOpinion;
    return {
      ...placeOf(text, number),
      ...{ kind: 'number', verdict, reason, number: shownNumber(number), known: figures },
      marks: [
        ...(number.isCaused && !number.isOpinion ? (['cause-claimed'] as const) : []),
        ...(own ? (['unequal-periods'] as const) : []),
        ...marks,
      ],
    };
  });
  const unread = draft.unread.map(({ reason, ...span }) => ({
    ...finding(text, span, 'number', 'unread'),
    reason,
  }));
  return [
    ...numbers,
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
  ...{ kind, verdict, marks: [] as DraftMark[], reason: null, number: null, known: [] as KnownFigure[] },
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

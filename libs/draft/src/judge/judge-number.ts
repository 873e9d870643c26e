import type { DraftFinding, DraftMark, KnownFigure } from '@silkgauge/contract';
import { nearness, type Nearness } from './compare.ts';
import { fitOf, wantedOf, type Fit, type Wanted } from './fit.ts';
import type { Contains, KnownState } from './known-state.ts';
import { membersOf, type Member } from './members.ts';
import type { PlacedNumber } from '../read/read-draft.ts';

type Judged = Pick<DraftFinding, 'verdict' | 'reason' | 'marks'> & {
  readonly figures: readonly KnownFigure[];
};

interface Match {
  readonly state: KnownState;
  readonly member: Member;
  readonly fit: Fit;
  readonly near: Nearness;
}

const MOST_SHOWN = 5;
const NEAREST: readonly Nearness[] = ['equal', 'meets', 'apart'];

/**
 * Holds a number against the states that fit best what the text names. A number without a unit may count
 * anything: it conflicts with nothing.
 */
export function judgeNumber(number: PlacedNumber, states: readonly KnownState[], contains: Contains): Judged {
  if (number.isOpinion) return { verdict: 'opinion', reason: null, marks: [], figures: [] };
  if (number.context.isOfUnknown) return { verdict: 'unknown', reason: 'no-figure', marks: [], figures: [] };
  const wanted = wantedOf(number.context, contains);
  const matches = bestMatches(number, wanted, states);
  const isAmbiguous = number.readings.length > 1;
  const telling = matches.filter(
    ({ fit, near }) =>
      near === 'equal' || (fit.unnamed.length === 0 && !(near === 'apart' && number.unit === null)),
  );
  const verdict = isAmbiguous ? 'reading-ambiguous' : verdictOf(telling);
  const shown = isAmbiguous ? matches : telling;
  if (verdict === 'unknown') return { verdict, reason: reasonOf(wanted), marks: [], figures: [] };
  const [best] = shown;
  return {
    ...{ verdict, reason: null },
    marks: best ? marksOf(best, wanted, isAmbiguous) : [],
    figures: shown.slice(0, MOST_SHOWN).map(figureOf),
  };
}

function verdictOf(matches: readonly Match[]): 'agrees' | 'within-rounding' | 'conflicts' | 'unknown' {
  switch (matches[0]?.near) {
    case 'equal':
      return 'agrees';
    case 'meets':
      return 'within-rounding';
    case 'apart':
      return 'conflicts';
    case undefined:
      return 'unknown';
  }
}

/** Matches of the highest score, the nearest first; a state that is narrower than the text can agree alone. */
function bestMatches(number: PlacedNumber, wanted: Wanted, states: readonly KnownState[]): readonly Match[] {
  const fitting = states.flatMap((state) => {
    const fit = fitOf(wanted, state.series, state.period);
    if (!fit) return [];
    return membersOf(number, state).flatMap((member): Match[] => {
      const near = nearness(number, member.side);
      return near === null ? [] : [{ state, member, fit, near }];
    });
  });
  const highest = fitting.reduce((most, { fit }) => Math.max(most, fit.score), -Infinity);
  return fitting
    .filter(({ fit }) => fit.score === highest)
    .sort(
      (a, b) => NEAREST.indexOf(a.near) - NEAREST.indexOf(b.near) || (a.state.key < b.state.key ? -1 : 1),
    );
}

function reasonOf({ own, earlier, period }: Wanted): DraftFinding['reason'] {
  const isNamed = [own.reporter, own.area, earlier.reporter, earlier.area].some(({ length }) => length > 0);
  if (!isNamed) return 'nothing-named';
  return period === null ? 'no-period' : 'no-figure';
}

function marksOf({ member, fit }: Match, { period }: Wanted, isAmbiguous: boolean): readonly DraftMark[] {
  const marks: readonly [DraftMark, boolean][] = [
    ['one-of-readings', !isAmbiguous && (member.side.readings?.length ?? 0) > 1],
    ['partly-named', fit.unnamed.length > 0],
    ['carried', fit.isCarried],
    ['year-not-stated', period !== null && period.period === null],
    ['known-in-conflict', member.isInConflict],
  ];
  return marks.flatMap(([mark, isSet]) => (isSet ? [mark] : []));
}

function figureOf({ state, member, fit }: Match): KnownFigure {
  const { side } = member;
  const slash = state.key.indexOf('/');
  const path = [state.key.slice(0, slash), state.key.slice(slash + 1)].map(encodeURIComponent).join('/');
  return {
    ...{ key: state.key, member: member.path, version: state.version, sequence: state.sequence },
    ...{ value: side.value, low: side.low, high: side.high, unit: side.unit },
    readings: (side.readings ?? []).flatMap(({ value }) => value ?? []),
    unnamed: fit.unnamed,
    from: side.from ? { ...side.from, quote: null } : null,
    explain: `/v1/growth/${path}/explain`,
  };
}

import {
  DIMENSIONS,
  type Dimension,
  type DraftFinding,
  type DraftMark,
  type FindingPrint,
} from '@silkgauge/contract';
import type { Measurement, SeriesDimensions } from '@silkgauge/growth';
import type { PlacedNumber } from '../read/read-draft.ts';
import type { OwnText } from '../verdict/held-figure.ts';
import { NEAREST } from '../verdict/nearness.ts';
import { numberVerdict, type NumberVerdict } from '../verdict/number-verdict.ts';
import { isOwn } from '../verdict/own-text.ts';
import { verdictSentence } from '../verdict/sentence.ts';
import { fitOf, type Fit, type Wanted } from './fit.ts';
import type { KnownState } from './known-state.ts';
import { membersOf, type Member } from './members.ts';
import type { Answer } from './questions.ts';
import { findingPrint, knownFigure, unknownReason } from './shown.ts';

/** What a finding says beside its place and words. */
export type Judged = Pick<
  DraftFinding,
  'verdict' | 'reason' | 'marks' | 'prints' | 'sentence' | 'known' | 'record'
>;

interface Match {
  readonly state: KnownState;
  readonly member: Member;
  readonly fit: Fit;
  readonly held: NumberVerdict;
}

const MOST_SHOWN = 5;
const MOST_PRINTS = 8;
/** Of what nothing is known. */
export const NOTHING = { reason: null, marks: [], prints: [], sentence: null, known: [] };

/**
 * Holds a number against the states that fit best what the text names. A number without a unit may count
 * anything: it conflicts with nothing.
 */
export function judgeNumber(number: PlacedNumber, answer: Answer | undefined, own: OwnText): Judged {
  if (number.isOpinion) return { ...NOTHING, verdict: 'opinion' };
  if (!answer) return { ...NOTHING, verdict: 'unknown', reason: 'no-figure' };
  const { wanted, states } = answer;
  const matches = bestMatches(number, wanted, states, own).filter(
    ({ fit, held }) =>
      held.near === 'equal' ||
      number.readings.length > 1 ||
      (fit.unnamed.length === 0 && !(held.near === 'apart' && number.unit === null)),
  );
  const [nearest] = matches;
  const best = nearest && (lostElsewhere(nearest, matches) ?? nearest);
  if (!best)
    return number.readings.length > 1
      ? { ...NOTHING, verdict: 'reading-ambiguous' }
      : { ...NOTHING, verdict: 'unknown', reason: unknownReason(wanted) };
  const { state, member, held } = best;
  return {
    ...{ verdict: held.verdict, reason: null },
    marks: marksOf(best, wanted, number),
    prints: printsOf(state, held),
    sentence: verdictSentence(held, member),
    known: [best, ...matches.filter((one) => one !== best)]
      .slice(0, MOST_SHOWN)
      .map((one) => knownFigure(one.state, one.member, shownSide(one.member, one.held), one.fit.unnamed)),
  };
}

/** Matches of the highest score, the nearest first; a state that is narrower than the text can agree alone. */
function bestMatches(
  number: PlacedNumber,
  wanted: Wanted,
  states: readonly KnownState[],
  own: OwnText,
): readonly Match[] {
  const fitting = states.flatMap((state) => {
    const fit = fitOf(wanted, state.series, state.period);
    if (!fit) return [];
    return membersOf(number, state).flatMap((member): Match[] => {
      const held = numberVerdict(member, number, own);
      return held ? [{ state, member, fit, held }] : [];
    });
  });
  const highest = fitting.reduce((most, { fit }) => Math.max(most, fit.score), -Infinity);
  return fitting
    .filter(({ fit }) => fit.score === highest)
    .sort((a, b) => rankOf(a.held, own) - rankOf(b.held, own) || (a.state.key < b.state.key ? -1 : 1));
}

/** What another body says of the same, where the number has lost there: that one body still has it is no agreement. */
const lostElsewhere = ({ state, held }: Match, matches: readonly Match[]): Match | undefined =>
  matches.find(
    (other) =>
      (other.held.verdict === 'superseded' || other.held.verdict === 'excluded') &&
      other.held.near === held.near &&
      isSameBut('reporter', state.series, other.state.series),
  );

const isSameBut = (dimension: Dimension, one: SeriesDimensions, other: SeriesDimensions): boolean =>
  DIMENSIONS.every((name) => name === dimension || one[name] === other[name]);

/**
 * Digits that are printed go before what is met within rounding, what stands before what does not, and what was
 * read in the text itself before what only might be meant.
 */
const rankOf = ({ near, meetsKnown, met }: NumberVerdict, own: OwnText): number =>
  4 * NEAREST.indexOf(near) + (meetsKnown ? 0 : 2) + (met && isOwn(met, own) ? 0 : 1);

function marksOf(
  { member, fit }: Match,
  { period }: Wanted,
  { readings }: PlacedNumber,
): readonly DraftMark[] {
  const { reported, verdict } = member.sides;
  const marks: readonly [DraftMark, boolean][] = [
    ['one-of-readings', readings.length < 2 && (reported?.readings?.length ?? 0) > 1],
    ['partly-named', fit.unnamed.length > 0],
    ['carried', fit.isCarried],
    ['year-not-stated', period !== null && period.period === null],
    ['known-in-conflict', verdict === 'conflicts'],
  ];
  return marks.flatMap(([mark, isSet]) => (isSet ? [mark] : []));
}

function printsOf({ key }: KnownState, { met, stands, others }: NumberVerdict): readonly FindingPrint[] {
  return [
    ...(met ? [findingPrint('met', key, met)] : []),
    ...(stands ? [findingPrint('stands', key, stands)] : []),
    ...others.map((print) => findingPrint('other', key, print)),
  ].slice(0, MOST_PRINTS);
}

/** The side that a number was held against: what is printed goes before what is worked out. */
function shownSide({ sides }: Member, { worked }: NumberVerdict): readonly [string, Measurement] {
  if (sides.reported) return ['reported', sides.reported];
  if (worked) return [worked.side, worked.number];
  throw new Error('a figure without a side');
}

import { CONTRADICTED } from '@silkgauge/codelists';
import type { DraftMark, FindingPrint } from '@silkgauge/contract';
import { figureVerdict } from '@silkgauge/growth';
import type { PlacedRecord } from '../read/read-draft.ts';
import { countingSide, toldLevel, type Past } from '../verdict/past.ts';
import { standingPrint } from '../verdict/prints.ts';
import { recordSentence } from '../verdict/record-sentence.ts';
import { recordVerdict, type RecordVerdict } from '../verdict/record-verdict.ts';
import { fitOf, type Fit, type Wanted } from './fit.ts';
import { NOTHING, type Judged } from './judge-number.ts';
import type { KnownState } from './known-state.ts';
import { levelOf, type Member } from './members.ts';
import type { Answer } from './questions.ts';
import { findingPrint, knownFigure, unknownReason } from './shown.ts';

interface Held {
  readonly state: KnownState;
  readonly level: Member;
  readonly fit: Fit;
  readonly past: Past<KnownState>;
  readonly told: RecordVerdict<KnownState>;
}

/** What is told of several series that fit alike, the first that there is. */
const RANKS: readonly RecordVerdict<unknown>['verdict'][] = [
  'agrees',
  'within-rounding',
  'conflicts',
  'unknown',
];

/** Holds the claim of a record against the levels before it, of the series that the text names wholly. */
export function judgeRecord(record: PlacedRecord, answer: Answer | undefined): Judged {
  const { period } = record.context;
  if (record.isOpinion) return { ...NOTHING, verdict: 'opinion' };
  if (period !== null && period.period === null)
    return { ...NOTHING, verdict: 'unknown', reason: 'no-period', marks: ['year-not-stated'] };
  if (!answer) return { ...NOTHING, verdict: 'unknown', reason: 'no-figure' };
  const [best] = heldBy(record, answer).sort(
    (a, b) => RANKS.indexOf(a.told.verdict) - RANKS.indexOf(b.told.verdict) || b.past.count - a.past.count,
  );
  return best
    ? judged(record, best)
    : { ...NOTHING, verdict: 'unknown', reason: unknownReason(answer.wanted) };
}

/** The states of the highest score whose past was looked at. */
function heldBy({ extreme }: PlacedRecord, { wanted, states, pastOf }: Answer): Held[] {
  const fitting = states.flatMap((state) => fittingLevel(wanted, state));
  const highest = fitting.reduce((most, { fit }) => Math.max(most, fit.score), -Infinity);
  return fitting.flatMap(({ state, level, fit }) => {
    const past = fit.score === highest ? pastOf?.(state) : undefined;
    return past ? [{ state, level, fit, past, told: recordVerdict(toldLevel(level), past, extreme) }] : [];
  });
}

function fittingLevel(wanted: Wanted, state: KnownState): readonly Pick<Held, 'state' | 'level' | 'fit'>[] {
  const fit = fitOf(wanted, state.series, state.period);
  const level = fit?.unnamed.length === 0 ? levelOf(state) : null;
  return fit && level ? [{ state, level, fit }] : [];
}

function judged({ extreme, isOfSeason }: PlacedRecord, { state, level, fit, past, told }: Held): Judged {
  const rival = told.rival && { state: told.rival.state, level: levelOf(told.rival.state) ?? level };
  const shown = [{ state, level }, ...(rival ? [rival] : [])];
  const { count: known, since, leftOut, unread } = past;
  return {
    ...{ verdict: told.verdict, reason: told.verdict === 'unknown' ? 'record' : null },
    marks: marksOf(level, fit),
    prints: shown.flatMap((one, at) => printOf(one, at === 0 ? 'stands' : 'other')),
    sentence: recordSentence(told, {
      ...{ extreme, isOfSeason, past, own: { ...level, period: state.period } },
      rival: rival && { ...rival.level, period: rival.state.period },
    }),
    known: shown.flatMap((one) => {
      const side = countingSide(one.level.sides);
      return side ? [knownFigure(one.state, one.level, side, [])] : [];
    }),
    record: { extreme, isOfSeason, known, since, leftOut, unread },
  };
}

/** The print by which a level is told. */
function printOf(
  { state, level }: { readonly state: KnownState; readonly level: Member },
  role: FindingPrint['role'],
): readonly FindingPrint[] {
  const print = countingSide(level.sides)?.[0] === 'reported' ? standingPrint(level) : null;
  return print ? [findingPrint(role, state.key, print)] : [];
}

const marksOf = (level: Member, { isCarried }: Fit): readonly DraftMark[] => [
  ...(isCarried ? (['carried'] as const) : []),
  ...(CONTRADICTED.has(figureVerdict(level)) ? (['known-in-conflict'] as const) : []),
];

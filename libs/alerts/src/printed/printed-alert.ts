import type { AlertStateCode, Language } from '@silkgauge/codelists';
import { tellPrinted, type ToldSentence, type World } from '@silkgauge/bulletin';
import { PRINTED_RULE, type PrintedSentence } from '@silkgauge/contract';
import type { FigureIdentity } from '@silkgauge/growth';
import { saidOf, type Said } from '../judge/stated-numbers.ts';
import type { Against } from '../judge/judgement.ts';
import type { Because, Step } from '../version/alert.ts';
import { isOpen, progress } from '../version/progress.ts';
import { isSameSaid } from '../version/same-said.ts';
import { judgePrinted, type JudgedFigure } from './judge-printed.ts';

/** A printed sentence as it stands: the newest event of its name. */
export interface ActiveSentence extends FigureIdentity {
  readonly sentence: PrintedSentence;
  /** How many events have registered it. */
  readonly version: number;
}

/** A version of what is known against a printed sentence, without its place in the log. */
export interface PrintedAlert {
  /** `_printed/NAME`. */
  readonly key: string;
  readonly rule: typeof PRINTED_RULE;
  readonly ruleVersion: number;
  readonly kind: 'printed-wrong';
  /** Null, as is the period: a sentence has numbers of several. */
  readonly series: null;
  readonly period: null;
  readonly state: AlertStateCode;
  readonly version: number;
  readonly knownAt: string;
  readonly since: string;
  readonly fired: number;
  /** What stands now of the figures whose printed numbers are wrong, or may be. */
  readonly said: readonly NowSaid[];
  /** What was printed of these. */
  readonly against: readonly WasPrinted[];
  readonly because: Because;
  /** Whether the registration of the sentence made it. */
  readonly backfilled: boolean;
  readonly printed: Pick<PrintedSentence, 'printed' | 'where' | 'printedOn' | 'text' | 'told'>;
  readonly sentence: Readonly<Record<Language, ToldSentence>>;
  /** A correction to print, of the numbers that are surely wrong; null where there are none. */
  readonly correction: Readonly<Record<Language, ToldSentence>> | null;
}

export type NowSaid = Said & { readonly key: string };
export type WasPrinted = Against & {
  /** As printed; of a range its lower end. */
  readonly digits: string;
  readonly as: string | null;
  /** Whether it is wrong by now: surely, or possibly. */
  readonly isWrong: 'surely' | 'possibly';
};

export interface PrintedJudged {
  readonly active: ActiveSentence;
  /** The newest version of its alert; null for none. */
  readonly before: PrintedAlert | null;
  readonly step: Step;
  /** Whether the step registered the sentence. */
  readonly isOwnStep: boolean;
  /** What is known as of the step. */
  readonly world: World;
}

export const printedKey = (printed: string): string => `${PRINTED_RULE}/${printed}`;

/** Why a version is that follows from an event of the sentence itself. */
export const PRINTED_REASONS = { printed: 'sentence-printed', dropped: 'sentence-dropped' } as const;

/**
 * The next version of the alert of a sentence; null where as much is wrong as before, and where nothing ever was.
 * An open alert of a sentence that was registered anew tells of what is printed now.
 */
export function nextPrinted({ active, before, step, isOwnStep, world }: PrintedJudged): PrintedAlert | null {
  const { sentence } = active;
  const wrong = judgePrinted(sentence.uses, (key) => world.state(key)).flatMap(wrongIn);
  const isAny = (holding: 'surely' | 'possibly'): boolean =>
    wrong.some(({ uses }) => uses.some(({ isWrong }) => isWrong === holding));
  const state: AlertStateCode = isAny('surely') ? 'firing' : isAny('possibly') ? 'pending' : 'resolved';
  if (!before && state === 'resolved') return null;
  const said = wrong.flatMap(({ key, numbers }) => numbers.map((one) => ({ key, ...saidOf(one) })));
  const against = wrong.flatMap(({ uses }) => uses.map((one) => wasPrinted(one, active.version)));
  const isSame =
    before?.state === state && isSameSaid(before.said, said) && isSameSaid(before.against, against);
  if (isSame && !(isOwnStep && isOpen(before))) return null;
  return {
    key: printedKey(sentence.printed),
    ...headOf(active),
    ...progress(before, state, step),
    ...{ said, against, backfilled: isOwnStep && !isOpen(before) },
    ...tellPrinted(world, { order: active, state, ending: null, figures: wrong.map(toldFigure) }),
  };
}

/** The version that ends the alert of a sentence that was dropped; null where it is resolved. */
export function endPrinted(before: PrintedAlert, step: Step, world: World): PrintedAlert | null {
  if (!isOpen(before)) return null;
  const [dropping = { source: '', id: '' }] = step.causes;
  const order = { ...dropping, version: before.ruleVersion, sentence: before.printed };
  return {
    ...{ ...before, ...progress(before, 'resolved', step), backfilled: false },
    ...tellPrinted(world, { order, state: 'resolved', ending: 'dropped', figures: [] }),
  };
}

type Head = 'rule' | 'ruleVersion' | 'kind' | 'series' | 'period' | 'printed';

function headOf({ sentence, version }: ActiveSentence): Pick<PrintedAlert, Head> {
  const { printed, where, printedOn, text, told } = sentence;
  return {
    ...{ rule: PRINTED_RULE, ruleVersion: version, kind: 'printed-wrong', series: null, period: null },
    printed: { printed, where, printedOn, text, told },
  };
}

type WrongUse = JudgedFigure['uses'][number] & { readonly isWrong: 'surely' | 'possibly' };
type WrongFigure = Omit<JudgedFigure, 'uses'> & { readonly uses: readonly WrongUse[] };

/** A figure with its uses that are wrong, or may be. */
function wrongIn(figure: JudgedFigure): readonly WrongFigure[] {
  const uses = figure.uses.filter((use): use is WrongUse => use.isWrong !== 'no');
  return uses.length > 0 ? [{ ...figure, uses }] : [];
}

function wasPrinted(
  { use: { key, member, digits, as }, ends: { value, low, high }, isWrong }: WrongUse,
  version: number,
): WasPrinted {
  return { key, member, reading: null, value, low, high, version, digits, as, isWrong };
}

const toldFigure = ({ key, figure, numbers, uses }: WrongFigure) => ({
  ...{ key, figure },
  members: [...new Set(numbers.map(({ member }) => member))],
  uses: uses.map(({ use, ends, isWrong }) => ({ use, value: ends.value, isSurely: isWrong === 'surely' })),
});

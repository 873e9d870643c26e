import { isNarrower, meets, type Interval } from '../number/interval.ts';
import { DifferentPrints, MOST_WEIGHED, unitOf, type AlikePrints } from './alike-prints.ts';
import {
  contradicting,
  isUndecidedBeside,
  meetAnywhere,
  saidInContradiction,
  undecided,
} from './contradictions.ts';
import type { FigureIdentity } from './figure.ts';
import type { Print } from './parsed-print.ts';
import type { PrintReading } from './print.ts';
import { statusOrder } from './print-order.ts';
import { repeatsAmong } from './repeats.ts';
import { settleAll, settlersOf, type Settled, type Witness } from './settle.ts';

export type { Witness } from './settle.ts';

/** The print chosen for a figure, with its readings: two where the wording is ambiguous. */
export interface Choice {
  readonly print: Print;
  readonly readings: readonly PrintReading[];
  /** The events that ruled out the other reading of an ambiguous wording; empty where none was ruled out. */
  readonly settledBy: readonly FigureIdentity[];
  /** Whether other prints contradict this one and are no revision: `Decision.conflicts`. */
  readonly conflicting: boolean;
  /** Of a conflicting choice, the first print that contradicts it. */
  readonly contradictedBy?: ContradictingPrint;
}

/** A print that says otherwise than the one that stands. */
export interface ContradictingPrint extends SettledPrint {
  /** Whether its parts leave it no place. */
  readonly isExcluded: boolean;
}

/**
 * The chosen print of one figure; undefined without prints. `prints` are the figure's prints that are not
 * withdrawn, in one unit, best first (`comparePrints`); `witness` is the interval from levels, for an
 * ambiguous wording.
 *
 * A repeat of the same digits is support, not a new vintage: a repeat never displaces a revision made in
 * between. Of prints of one rank of status that meet the best print, the narrowest is chosen; a final 2.1 and
 * a preliminary 2.11 stay two vintages.
 */
export function choosePrint(prints: readonly Print[], witness: Witness | null): Choice | undefined {
  const [only, second] = prints;
  // Most figures have one print.
  if (only && !second && (!witness || only.readings.length < 2)) return chosenAsIs(only);
  return chooseAmong(weighedAmong(prints), witness);
}

const chosenAsIs = (print: Print): Choice => ({
  print,
  readings: print.readings,
  settledBy: [],
  conflicting: false,
});

/** The prints in one unit that are weighed, by what they say, best first. */
function weighedAmong(prints: readonly Print[]): readonly AlikePrints[] {
  const [first] = prints;
  return first ? new DifferentPrints(prints).inUnit(unitOf(first)).alike.slice(0, MOST_WEIGHED) : [];
}

/** As `choosePrint`, of what the weighed prints say, best first. */
export function chooseAmong(weighed: readonly AlikePrints[], witness: Witness | null): Choice | undefined {
  const found = weigh(weighed, witness);
  return found && choiceOf(found, weighed, witness);
}

function choiceOf(found: Weighed, weighed: readonly AlikePrints[], witness: Witness | null): Choice {
  const { chosen } = found;
  const contradictedBy = firstAgainst(found);
  return {
    print: chosen.alike.first,
    readings: chosen.readings,
    settledBy: settlersOf(chosen, weighed, witness),
    conflicting: contradictedBy !== undefined,
    ...(contradictedBy && { contradictedBy }),
  };
}

/**
 * The first print that contradicts the chosen one; undefined where no prints are in conflict. Where the chosen one is
 * itself what contradicts another, that is the first that it does not meet.
 */
function firstAgainst({ settled, best, chosen }: Weighed): ContradictingPrint | undefined {
  const contradicts = contradictingIn(settled, best);
  const first = settled.find(contradicts);
  if (!first) return undefined;
  const others = settled.filter(({ alike }) => alike !== chosen.alike);
  const isApart = ({ readings }: Settled): boolean => !meetAnywhere(readings, chosen.readings);
  const { alike, readings } =
    others.find((one) => isApart(one) && contradicts(one)) ??
    others.find(isApart) ??
    others.find(contradicts) ??
    first;
  return { print: alike.first, readings, isExcluded: false };
}

/** Whether what a print says is in conflict (`Decision.conflicts`). */
function contradictingIn(settled: readonly Settled[], best: Settled): (one: Settled) => boolean {
  const said = saidInContradiction(settled);
  return (one) => said.has(one.alike) || isUndecidedBeside(best, one);
}

/** As `chooseAmong`, the print and its readings alone. */
export function chosenAmong(
  weighed: readonly AlikePrints[],
  witness: Witness | null,
): SettledPrint | undefined {
  const chosen = weigh(weighed, witness)?.chosen;
  return chosen && { print: chosen.alike.first, readings: chosen.readings };
}

/**
 * What the weighed prints say that contradicts and is no revision (`Choice.conflicting`), best first: of one rank of
 * status, with the print that is chosen.
 */
export function contestedAmong(
  weighed: readonly AlikePrints[],
  witness: Witness | null,
): readonly AlikePrints[] {
  const found = weigh(weighed, witness);
  if (!found) return [];
  const { settled, best, chosen } = found;
  const conflicts = settled.filter(contradictingIn(settled, best));
  if (conflicts.length === 0) return [];
  const contested = new Set([best, chosen, ...conflicts].map(({ alike }) => alike));
  return weighed.filter(
    (alike) => contested.has(alike) && statusOrder(alike.first.status, best.alike.first.status) === 0,
  );
}

/** A choice with its grounds. */
export interface Decision {
  readonly choice: Choice;
  /** All prints that were weighed, best first, each with its settled readings. */
  readonly settled: readonly SettledPrint[];
  /** The prints that only repeat another print; a repeat is never chosen. */
  readonly repeats: ReadonlySet<Print>;
  /**
   * The prints of weaker kinds that contradict earlier prints of better kinds, and those of the source of the
   * best print that contradict that print and come after it by their identity alone.
   */
  readonly conflicts: ReadonlySet<Print>;
  /** The first print that is no repeat; a narrower print that meets it is chosen in its place. */
  readonly best: Print;
  /** The prints that were not weighed, best first: they differ from each of the first `MOST_WEIGHED`. */
  readonly unweighed: readonly Print[];
}

export interface SettledPrint {
  readonly print: Print;
  readonly readings: readonly PrintReading[];
}

/** As `choosePrint`, with the grounds of the choice; `weighed` is what the weighed prints say, where that is known. */
export function decide(
  prints: readonly Print[],
  witness: Witness | null,
  weighed = weighedAmong(prints),
): Decision | undefined {
  const found = weigh(weighed, witness);
  if (!found) return undefined;
  const { settled, best, repeats } = found;
  const readingsOf = new Map(
    settled.flatMap(({ alike, readings }) => alike.prints.map((print) => [print, readings] as const)),
  );
  const conflicts = new Set([...contradicting(settled), ...undecided(best, settled)]);
  return {
    choice: choiceOf(found, weighed, witness),
    settled: prints.flatMap((print) => {
      const readings = readingsOf.get(print);
      return readings ? [{ print, readings }] : [];
    }),
    repeats: new Set(weighed.flatMap((alike) => alike.prints.slice(repeats.has(alike) ? 0 : 1))),
    conflicts,
    best: best.alike.first,
    unweighed: prints.filter((print) => !readingsOf.has(print)),
  };
}

interface Weighed {
  readonly settled: readonly Settled[];
  readonly repeats: ReadonlySet<AlikePrints>;
  readonly best: Settled;
  readonly chosen: Settled;
}

function weigh(weighed: readonly AlikePrints[], witness: Witness | null): Weighed | undefined {
  const settled = settleAll(weighed, witness);
  const repeats = repeatsAmong(weighed);
  const vintages = settled.filter(({ alike }) => !repeats.has(alike));
  const [best] = vintages;
  return best && { settled, repeats, best, chosen: narrowest(best, vintages) };
}

/** The narrowest of the prints that have a status of the rank of the best and meet it. */
function narrowest(best: Settled, vintages: readonly Settled[]): Settled {
  const said = onlyReading(best);
  if (!said) return best;
  let [stands, width]: [Settled, Interval] = [best, said];
  for (const candidate of vintages) {
    const reading = onlyReading(candidate);
    if (!reading || !meets(reading, said)) continue;
    if (statusOrder(candidate.alike.first.status, best.alike.first.status) !== 0) continue;
    if (isNarrower(reading, width)) [stands, width] = [candidate, reading];
  }
  return stands;
}

const onlyReading = ({ readings }: Settled): PrintReading | undefined =>
  readings.length === 1 ? readings[0] : undefined;

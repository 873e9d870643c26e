import { isNarrower, meets, type Interval } from '../number/interval.ts';
import type { FigureIdentity } from './figure.ts';
import type { Print } from './parsed-print.ts';
import type { PrintReading } from './print.ts';
import { compareText, statusOrder, stepBetween } from './print-order.ts';
import { repeatsAmong } from './repeats.ts';

/** The print chosen for a figure, with its readings: two where the wording is ambiguous. */
export interface Choice {
  readonly print: Print;
  readonly readings: readonly PrintReading[];
  /** The events that ruled out the other reading of an ambiguous wording; empty where none was ruled out. */
  readonly settledBy: readonly FigureIdentity[];
  /** Whether other prints contradict this one and are no revision: `Decision.conflicts`. */
  readonly conflicting: boolean;
}

/** An interval known for a figure from elsewhere, and the events that give the interval. */
export interface Witness {
  readonly interval: Interval;
  readonly events: readonly FigureIdentity[];
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
  if (!only || second) return decide(prints, witness)?.choice;
  // Most figures have one print.
  const { readings, settledBy } = settle(only, prints, witness);
  return { print: only, readings, settledBy, conflicting: false };
}

/** A choice with its grounds. */
export interface Decision {
  readonly choice: Choice;
  /** All prints, best first, each with its settled readings. */
  readonly settled: readonly Settled[];
  /** The prints that only repeat another print; a repeat is never chosen. */
  readonly repeats: ReadonlySet<Print>;
  /**
   * The prints of weaker kinds that contradict earlier prints of better kinds, and those of the source of the
   * best print that contradict that print and come after it by their identity alone.
   */
  readonly conflicts: ReadonlySet<Print>;
  /** The first print that is no repeat; a narrower print that meets it is chosen in its place. */
  readonly best: Print;
}

/** As `choosePrint`, with the grounds of the choice. */
export function decide(prints: readonly Print[], witness: Witness | null): Decision | undefined {
  const settled = prints.map((print): Settled => ({ print, ...settle(print, prints, witness) }));
  const repeats = prints.length > 1 ? repeatsAmong(prints) : NO_PRINTS;
  const vintages = repeats.size === 0 ? settled : settled.filter(({ print }) => !repeats.has(print));
  const [best] = vintages;
  if (!best) return undefined;
  const conflicts =
    prints.length > 1 ? new Set([...contradicting(settled), ...undecided(best, settled)]) : NO_PRINTS;
  const choice = { ...narrowest(best, vintages), conflicting: conflicts.size > 0 };
  return { choice, settled, repeats, conflicts, best: best.print };
}

/** The narrowest of the prints that have a status of the rank of the best and meet it. */
function narrowest(best: Settled, vintages: readonly Settled[]): Settled {
  const [said, more] = best.readings;
  if (!said || more) return best;
  let [stands, width]: [Settled, Interval] = [best, said];
  for (const candidate of vintages) {
    const [reading, another] = candidate.readings;
    if (!reading || another || statusOrder(candidate.print.status, best.print.status) !== 0) continue;
    if (meets(reading, said) && isNarrower(reading, width)) [stands, width] = [candidate, reading];
  }
  return stands;
}

const NO_PRINTS: ReadonlySet<Print> = new Set<Print>();
const NOBODY: readonly FigureIdentity[] = [];

export interface Settled {
  readonly print: Print;
  readonly readings: readonly PrintReading[];
  readonly settledBy: readonly FigureIdentity[];
}

/** The readings that remain; a witness counts if it meets exactly one, and all that count must agree. */
function settle(
  print: Print,
  prints: readonly Print[],
  witness: Witness | null,
): Pick<Settled, 'readings' | 'settledBy'> {
  if (print.readings.length < 2) return { readings: print.readings, settledBy: NOBODY };
  const witnesses: Witness[] = witness ? [witness] : [];
  for (const { readings, figure } of prints) {
    const [reading, another] = readings;
    if (reading && !another) witnesses.push({ interval: reading, events: [figure] });
  }
  const fitting = new Set<PrintReading>();
  const events: FigureIdentity[] = [];
  for (const said of witnesses) {
    const [met, another] = print.readings.filter((reading) => meets(reading, said.interval));
    if (!met || another) continue;
    fitting.add(met);
    events.push(...said.events);
  }
  return fitting.size === 1
    ? { readings: [...fitting], settledBy: inOrder(events) }
    : { readings: print.readings, settledBy: NOBODY };
}

/** Each event once, sorted by identity: the order of arrival must not show. */
function inOrder(events: readonly FigureIdentity[]): FigureIdentity[] {
  const byIdentity = new Map(events.map(({ source, id }) => [`${source}\u0000${id}`, { source, id }]));
  return [...byIdentity.values()].sort((a, b) => compareText(a.source, b.source) || compareText(a.id, b.id));
}

/** The numbers with earlier numbers of better kinds, none of which they meet. */
function contradicting(settled: readonly Settled[]): ReadonlySet<Print> {
  const all = settled.filter(({ readings }) => readings.length > 0);
  const found = new Set<Print>();
  const kinds = new Set(all.map(({ print }) => print.kindRank));
  if (kinds.size === 1) return found;
  const worst = Math.min(...kinds);
  const better = all.filter(({ print }) => print.kindRank > worst);
  for (const later of all) {
    const before = better.filter(
      ({ print }) =>
        print.kindRank > later.print.kindRank && print.publishedUntil <= later.print.publishedUntil,
    );
    if (before.length > 0 && !before.some(({ readings }) => meetAnywhere(readings, later.readings)))
      found.add(later.print);
  }
  return found;
}

/** The prints of the best print's source that differ from it, where nothing but their identities decides. */
function undecided({ print: best, readings }: Settled, all: readonly Settled[]): readonly Print[] {
  return all.flatMap(({ print, readings: others }) =>
    print !== best &&
    print.figure.source === best.figure.source &&
    stepBetween(best, print) === 'identity' &&
    print.digits !== best.digits &&
    !meetAnywhere(readings, others)
      ? [print]
      : [],
  );
}

function meetAnywhere(some: readonly PrintReading[], others: readonly PrintReading[]): boolean {
  return some.some((a) => others.some((b) => meets(a, b)));
}

import { isNarrower, meets, type Interval } from '../number/interval.ts';
import type { FigureIdentity } from './figure.ts';
import type { Print } from './parsed-print.ts';
import type { PrintReading } from './print.ts';
import { compareText } from './print-order.ts';
import { repeatsAmong } from './repeats.ts';

/** The print that stands for a figure, and how it may be read: two readings where the wording leaves it open. */
export interface Choice {
  readonly print: Print;
  readonly readings: readonly PrintReading[];
  /** The events that ruled the other reading of an ambiguous wording out; empty where nothing had to be settled. */
  readonly settledBy: readonly FigureIdentity[];
  /** Whether a print of a weaker kind contradicts what a better one had said before it. */
  readonly conflicting: boolean;
}

/** What else says how large a figure is, and the events it is known by. */
export interface Witness {
  readonly interval: Interval;
  readonly events: readonly FigureIdentity[];
}

/**
 * The present print of one figure. `prints` are all prints of it that are not withdrawn, in one unit, best first
 * (`comparePrints`); `witness` is what levels say of it, which may settle an ambiguous wording.
 *
 * A repeat of the same digits is support, not a new vintage: it never displaces a revision made in between. A print of
 * the same status at other precision that meets the best one says the same; the narrower stands. One of another status
 * does not: a final 2.1 is not the preliminary 2.11, though they meet.
 */
export function choosePrint(prints: readonly Print[], witness: Witness | null): Choice | undefined {
  const [only, second] = prints;
  if (!only || second) return decide(prints, witness)?.choice;
  // Most figures have one print.
  const { readings, settledBy } = settle(only, prints, witness);
  return { print: only, readings, settledBy, conflicting: false };
}

/** A choice, and how it was come to. */
export interface Decision {
  readonly choice: Choice;
  /** All prints, best first, each as it was read. */
  readonly settled: readonly Settled[];
  /** Those that only say again what another said; they are not chosen. */
  readonly repeats: ReadonlySet<Print>;
  /** Those of weaker kinds that contradict what better ones had said. */
  readonly conflicts: ReadonlySet<Print>;
  /** The first that is no repeat; a narrower one that says the same is chosen in its place. */
  readonly best: Print;
}

/** As `choosePrint`, with the way there. */
export function decide(prints: readonly Print[], witness: Witness | null): Decision | undefined {
  const settled = prints.map((print): Settled => ({ print, ...settle(print, prints, witness) }));
  const repeats = prints.length > 1 ? repeatsAmong(prints) : NO_PRINTS;
  const vintages = repeats.size === 0 ? settled : settled.filter(({ print }) => !repeats.has(print));
  const [best] = vintages;
  if (!best) return undefined;
  const conflicts = prints.length > 1 ? contradicting(settled) : NO_PRINTS;
  const choice = { ...narrowest(best, vintages), conflicting: conflicts.size > 0 };
  return { choice, settled, repeats, conflicts, best: best.print };
}

/** Of the prints that say the same as the best in its status, the one that says most. */
function narrowest(best: Settled, vintages: readonly Settled[]): Settled {
  const [said, more] = best.readings;
  if (!said || more) return best;
  let [stands, width]: [Settled, Interval] = [best, said];
  for (const candidate of vintages) {
    const [reading, another] = candidate.readings;
    if (!reading || another || candidate.print.status !== best.print.status) continue;
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

/** The readings left of an ambiguous print once each witness that fits exactly one of them has been heard. */
function settle(
  print: Print,
  prints: readonly Print[],
  witness: Witness | null,
): Pick<Settled, 'readings' | 'settledBy'> {
  if (print.readings.length === 1) return { readings: print.readings, settledBy: NOBODY };
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

/** Each event once, by identity, so that the order of arrival never shows. */
function inOrder(events: readonly FigureIdentity[]): FigureIdentity[] {
  const byIdentity = new Map(events.map(({ source, id }) => [`${source}\u0000${id}`, { source, id }]));
  return [...byIdentity.values()].sort((a, b) => compareText(a.source, b.source) || compareText(a.id, b.id));
}

/** The prints before which better kinds had spoken, and that meet none of what those said. */
function contradicting(all: readonly Settled[]): ReadonlySet<Print> {
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

function meetAnywhere(some: readonly PrintReading[], others: readonly PrintReading[]): boolean {
  return some.some((a) => others.some((b) => meets(a, b)));
}

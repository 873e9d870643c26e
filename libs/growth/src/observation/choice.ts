import { publicationFineness, publishedUntil } from '../period/publication.ts';
import { isNarrower, meets, type Interval } from '../number/interval.ts';
import { formatDecimal, isDecimal } from '../number/decimal.ts';
import { readPrint, type PrintReading } from './print.ts';
import type { EvidenceKind, Figure, FigureIdentity, PrintStatus, ObservationStatus } from './figure.ts';

/** A figure, read once: what choosing and comparing need. */
export interface Print {
  readonly figure: Figure;
  readonly readings: readonly PrintReading[];
  readonly status: ObservationStatus;
  readonly kindRank: number;
  readonly publishedUntil: string;
  readonly fineness: number;
  /** Equal for prints that give the same digits, however they write them. */
  readonly digits: string;
  /** Lets go of what was read; it is read again when it is asked for. */
  forget(): void;
}

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

const STATUS: Readonly<Record<PrintStatus, ObservationStatus>> = {
  final: 'A',
  revised: 'R',
  preliminary: 'P',
  unspecified: '_U',
  forecast: 'F',
};
const STRENGTH: Readonly<Record<ObservationStatus, number>> = { A: 4, R: 3, P: 2, _U: 1, F: 0 };
const KIND: Readonly<Record<EvidenceKind, number>> = { official: 4, translation: 3, agency: 2, repost: 1 };

/** The weaker of two statuses: final, revised, preliminary, unspecified, forecast, from strong to weak. */
export function weakerStatus(a: ObservationStatus, b: ObservationStatus): ObservationStatus {
  return STRENGTH[a] <= STRENGTH[b] ? a : b;
}

/** Takes in a figure; its numbers are read when they are asked for, for most prints are only kept. @throws RangeError if one is no decimal. */
export function parsePrint(figure: Figure): Print {
  for (const number of [figure.value, figure.valueHigh, figure.multiplier]) {
    if (number !== null && !isDecimal(number)) throw new RangeError(`Not a decimal: ${number.slice(0, 60)}`);
  }
  return new ReadFigure(figure);
}

class ReadFigure implements Print {
  readonly figure: Figure;
  #readings: readonly PrintReading[] | undefined;
  #digits: string | undefined;

  constructor(figure: Figure) {
    this.figure = figure;
  }

  get status(): ObservationStatus {
    return STATUS[this.figure.status];
  }

  get kindRank(): number {
    return this.figure.kind === null ? 0 : KIND[this.figure.kind];
  }

  get readings(): readonly PrintReading[] {
    return (this.#readings ??= readPrint(this.figure));
  }

  get publishedUntil(): string {
    return publishedUntil(this.figure.publishedAt);
  }

  get fineness(): number {
    return publicationFineness(this.figure.publishedAt);
  }

  forget(): void {
    this.#readings = undefined;
    this.#digits = undefined;
  }

  get digits(): string {
    return (this.#digits ??= this.readings
      .map(
        ({ value, low, high }) =>
          `${value ? formatDecimal(value) : ''} ${formatDecimal(low)} ${formatDecimal(high)}`,
      )
      .join(' '));
  }
}

/** By what one print goes before another: the first of these in which they differ. */
const ORDER = [
  { step: 'status', compare: (a: Print, b: Print) => STRENGTH[b.status] - STRENGTH[a.status] },
  { step: 'kind', compare: (a: Print, b: Print) => b.kindRank - a.kindRank },
  { step: 'publication', compare: (a: Print, b: Print) => compareText(b.publishedUntil, a.publishedUntil) },
  { step: 'fineness', compare: (a: Print, b: Print) => b.fineness - a.fineness },
  {
    step: 'identity',
    compare: ({ figure: a }: Print, { figure: b }: Print) =>
      compareText(a.source, b.source) || compareText(a.id, b.id),
  },
] as const;

export type OrderStep = (typeof ORDER)[number]['step'];

/**
 * Which of two prints of one figure counts; negative if `a` does. In order: status (final, revised, preliminary,
 * unspecified), kind of evidence (official, translation, agency, repost, not stated), later publication, the finer
 * stated of two equal ones, then identity: a total order, so the order of arrival never matters.
 */
export function comparePrints(a: Print, b: Print): number {
  for (const { compare } of ORDER) {
    const order = compare(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

/** What `comparePrints` tells two prints apart by. */
export function stepBetween(a: Print, b: Print): OrderStep {
  return ORDER.find(({ compare }) => compare(a, b) !== 0)?.step ?? 'identity';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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

/** The prints that only say again what another had said, with no better status or kind; `prints` are best first. */
function repeatsAmong(prints: readonly Print[]): ReadonlySet<Print> {
  const repeats = new Set<Print>();
  for (const alike of byDigits(prints).values()) {
    if (alike.length < 2) continue;
    // The worst is most often the one that was there first.
    const firstFirst = alike.toReversed();
    for (const print of alike) if (firstFirst.some((earlier) => isRepeat(print, earlier))) repeats.add(print);
  }
  return repeats;
}

/** Prints by what they say, each group in the order they come in. */
export function byDigits(prints: readonly Print[]): ReadonlyMap<string, readonly Print[]> {
  const groups = new Map<string, Print[]>();
  for (const print of prints) {
    const group = groups.get(print.digits);
    if (group) group.push(print);
    else groups.set(print.digits, [print]);
  }
  return groups;
}

/**
 * The prints of a `_U` period, which may speak of different ones: none is chosen. Those with the same digits are told once, by the best
 * of them; the newest first. `prints` are best first.
 */
export function differingPrints(prints: readonly Print[]): readonly Print[] {
  const differing = [...byDigits(prints).values()].flatMap(([print]) => print ?? []);
  return differing.sort((a, b) => compareText(b.publishedUntil, a.publishedUntil));
}

/** Of two prints with the same digits. */
function isRepeat(print: Print, earlier: Print): boolean {
  if (print === earlier) return false;
  if (STRENGTH[print.status] > STRENGTH[earlier.status] || print.kindRank > earlier.kindRank) return false;
  const time = compareText(earlier.publishedUntil, print.publishedUntil);
  return time < 0 || (time === 0 && comparePrints(earlier, print) < 0);
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

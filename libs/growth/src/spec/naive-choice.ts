import { isNarrower, meets, type Interval } from '../number/interval.ts';
import type { Choice, Witness } from '../observation/choice.ts';
import type { FigureIdentity } from '../observation/figure.ts';
import type { Print } from '../observation/parsed-print.ts';
import type { PrintReading } from '../observation/print.ts';
import { comparePrints, compareText, statusOrder, stepBetween } from '../observation/print-order.ts';

/** The choice by its definition, which compares each print with each other one; prints best first. */
export function naiveChoice(
  prints: readonly Print[],
  witness: Witness | null,
): { choice: Choice; repeats: ReadonlySet<Print>; conflicts: ReadonlySet<Print>; best: Print } | undefined {
  const settled = prints.map((print) => ({ print, ...settle(print, prints, witness) }));
  const repeats = new Set(prints.filter((print) => prints.some((earlier) => isRepeat(print, earlier))));
  const vintages = settled.filter(({ print }) => !repeats.has(print));
  const [best] = vintages;
  if (!best) return undefined;
  const conflicts = new Set([...contradicting(settled), ...undecided(best, settled)]);
  const chosen = narrowest(best, vintages);
  const contradictedBy = firstAgainst(chosen, settled, conflicts);
  const choice = { ...chosen, conflicting: conflicts.size > 0, ...(contradictedBy && { contradictedBy }) };
  return { choice, repeats, conflicts, best: best.print };
}

/** The first that says otherwise than the chosen print: one in conflict that it does not meet goes before others. */
function firstAgainst(
  { print, readings }: SettledPrint,
  settled: readonly SettledPrint[],
  conflicts: ReadonlySet<Print>,
): Choice['contradictedBy'] {
  if (conflicts.size === 0) return undefined;
  const isConflict = (one: Print): boolean =>
    settled.some((s) => conflicts.has(s.print) && areAlike(s.print, one));
  const rank = (one: SettledPrint): number =>
    (meetAnywhere(one.readings, readings) ? 0 : 2) + (isConflict(one.print) ? 1 : 0);
  const isFirst = ({ print: one }: SettledPrint): boolean =>
    !settled.some((other) => areAlike(other.print, one) && isRepeat(one, other.print));
  const others = settled.filter((one) => !areAlike(one.print, print) && isFirst(one));
  const most = Math.max(...others.map(rank));
  const first = others.find((one) => rank(one) === most);
  return first && { print: first.print, readings: first.readings, isExcluded: false };
}

/** Whether two prints say the same. */
export const areAlike = (a: Print, b: Print): boolean =>
  a.digits === b.digits && a.status === b.status && a.kindRank === b.kindRank;

interface SettledPrint {
  readonly print: Print;
  readonly readings: readonly PrintReading[];
  readonly settledBy: readonly FigureIdentity[];
}

function narrowest(best: SettledPrint, vintages: readonly SettledPrint[]): SettledPrint {
  const [said, more] = best.readings;
  if (!said || more) return best;
  let [stands, width]: [SettledPrint, Interval] = [best, said];
  for (const candidate of vintages) {
    const [reading, another] = candidate.readings;
    if (!reading || another || statusOrder(candidate.print.status, best.print.status) !== 0) continue;
    if (meets(reading, said) && isNarrower(reading, width)) [stands, width] = [candidate, reading];
  }
  return stands;
}

/** Of alike prints the first is the witness. */
function settle(
  print: Print,
  prints: readonly Print[],
  witness: Witness | null,
): Omit<SettledPrint, 'print'> {
  if (print.readings.length < 2) return { readings: print.readings, settledBy: [] };
  const witnesses: Witness[] = witness ? [witness] : [];
  for (const one of prints) {
    const [reading, another] = one.readings;
    const isFirst = !prints.some((other) => areAlike(other, one) && isRepeat(one, other));
    if (reading && !another && isFirst) witnesses.push({ interval: reading, events: [one.figure] });
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
    : { readings: print.readings, settledBy: [] };
}

function inOrder(events: readonly FigureIdentity[]): FigureIdentity[] {
  const byIdentity = new Map(events.map(({ source, id }) => [`${source}\u0000${id}`, { source, id }]));
  return [...byIdentity.values()].sort((a, b) => compareText(a.source, b.source) || compareText(a.id, b.id));
}

function isRepeat(print: Print, earlier: Print): boolean {
  if (print === earlier || print.digits !== earlier.digits) return false;
  if (statusOrder(print.status, earlier.status) > 0 || print.kindRank > earlier.kindRank) return false;
  const time = compareText(earlier.publishedUntil, print.publishedUntil);
  return time < 0 || (time === 0 && comparePrints(earlier, print) < 0);
}

function contradicting(settled: readonly SettledPrint[]): ReadonlySet<Print> {
  const all = settled.filter(({ readings }) => readings.length > 0);
  const found = new Set<Print>();
  for (const later of all) {
    const before = all.filter(
      ({ print }) =>
        print.kindRank > later.print.kindRank && print.publishedUntil <= later.print.publishedUntil,
    );
    if (before.length > 0 && !before.some(({ readings }) => meetAnywhere(readings, later.readings)))
      found.add(later.print);
  }
  return found;
}

function undecided(best: SettledPrint, all: readonly SettledPrint[]): readonly Print[] {
  return all.flatMap(({ print, readings }) =>
    print !== best.print &&
    print.figure.source === best.print.figure.source &&
    stepBetween(best.print, print) === 'identity' &&
    print.digits !== best.print.digits &&
    !meetAnywhere(best.readings, readings)
      ? [print]
      : [],
  );
}

function meetAnywhere(some: readonly PrintReading[], others: readonly PrintReading[]): boolean {
  return some.some((a) => others.some((b) => meets(a, b)));
}

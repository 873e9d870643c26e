import type { Measure } from '@silkgauge/codelists';
import {
  COMPARISON_KEYS,
  comparedPeriods,
  comparingPeriods,
  NOT_STATED,
  OVER_YEAR,
  resolveComparison,
} from '../period/comparison.ts';
import { getOrAdd } from '../period/memoized.ts';
import { periodBounds, yearAfter, yearBefore, yearOf } from '../period/period.ts';
import type { Read, Relation, Rule } from '../rules/rule.ts';
import { RULES } from '../rules/table.ts';
import type { Figure } from '../observation/figure.ts';
import { isBetween, relatedPeriods, ratedFamily } from './coverage-break.ts';
import { correctionPeers, isOpen } from './corrections.ts';
import { isContested } from './place.ts';
import { choosingBy, periodOf } from './print-sets.ts';
import { periodAt, periodsReading } from './distances.ts';
import { familyOf, isShareOfFlows } from './family.ts';
import { levelOf, printedLevel } from './levels.ts';
import { isComplete, wholesCompletedBy } from './part-sets.ts';
import { seriesAround, seriesReading } from './references.ts';
import type { PrintSet, SeriesFacts, StateKey } from './series-facts.ts';
import { TriedLevels } from './tried-levels.ts';

/**
 * The states that may change when a figure is added or removed, its own first: states whose rules read the
 * figure or a number worked out from it, and states whose flags rest on it.
 */
export function affectedKeys(facts: SeriesFacts, figure: Figure): readonly StateKey[] {
  const period = periodOf(figure);
  const peers = [figure, ...correctionPeers(facts, figure)];
  const reach = new RuleReach(new TriedLevels(facts, period, peers));
  reach.add(facts, period);
  if (period === '_U') return reach.keys;
  // Prints that correct one another are mostly of one number, which moves once.
  const numbers = new Map(peers.map((one) => [one.measure + (one.comparison ?? NOT_STATED), one]));
  for (const { measure, comparison } of numbers.values()) {
    const { key } = resolveComparison(period, comparison ?? NOT_STATED);
    const told = { measure, facts, period, key: measure === 'growth' ? key : OVER_YEAR };
    reach.moved({ ...told, isPrint: true, isFigure: true });
  }
  if (peers.some((one) => one.break !== undefined)) reach.broken(facts, period);
  return reach.keys;
}

/**
 * The states that change when a whole becomes a series: the sum of its parts is its level, and shares are
 * computed from the sum. Empty for a series whose parts are not all there.
 */
export function foundedKeys(facts: SeriesFacts): readonly StateKey[] {
  const family = familyOf(facts);
  const reach = new RuleReach();
  const summed = new Set<string>();
  if (family?.total === facts)
    for (const period of family.exports.periods.keys())
      if (family.imports.periods.has(period)) summed.add(period);
  for (const set of facts.partitions)
    for (const period of set.present.keys()) if (isComplete(set, period)) summed.add(period);
  for (const period of summed) {
    if (period === '_U') continue;
    reach.add(facts, period);
    const isOwn = !(family?.total === facts && family.exports.periods.has(period));
    reach.moved({ measure: 'level', facts, period, key: '', isPrint: false, isOwn });
  }
  return reach.keys;
}

/** The affected periods of a changed sales total: a sales total moves states of its own series alone. */
export function affectedByTotal(facts: SeriesFacts, period: string): readonly string[] {
  const reach = new RuleReach();
  reach.add(facts, period);
  reach.moved({ measure: 'level', facts, period, key: '', isPrint: false });
  return reach.keys.flatMap((key) => (key.facts === facts ? [key.period] : []));
}

/** A number that may have changed; `key` is the comparison of growth. */
interface Moved {
  readonly measure: Measure;
  readonly facts: SeriesFacts;
  readonly period: string;
  readonly key: string;
  /** Whether the number was printed; otherwise a rule worked it out. */
  readonly isPrint: boolean;
  /** Whether it is the print that was added or removed. */
  readonly isFigure?: boolean;
  /** Whether another print of it may stand now. */
  readonly isChoice?: boolean;
  /** Whether only its verdict may have changed: whether a printed level is in conflict. */
  readonly isVerdict?: boolean;
  /** Whether states of other series do not rest on the change, as on a sum of declared parts. */
  readonly isOwn?: boolean;
}

interface RuleRead {
  readonly rule: Rule;
  readonly read: Read;
}

/** The rules that read an input at one relation and distance. */
interface RuleReads extends Pick<Read, 'of' | 'at'> {
  readonly readers: readonly RuleRead[];
}

/** Rules over the three rates of a family are left out: `#family` handles them together. */
const ALL: readonly RuleRead[] = RULES.filter((rule: Rule) => !rule.ofFamily).flatMap((rule: Rule) =>
  rule.reads.map((read) => ({ rule, read })),
);

/** Readers of a print, by measure; a worked-out number beside a print has no readers. */
const OF_PRINT = readersBy(ALL);
const OF_WORKED = readersBy(ALL.filter(({ read }) => read.from !== 'print' && read.from !== 'one-vintage'));

function readersBy(all: readonly RuleRead[]): ReadonlyMap<Measure, readonly RuleReads[]> {
  const measures = Map.groupBy(all, ({ read }) => read.measure);
  return new Map(
    [...measures].map(([measure, readers]) => {
      // `periodsReading` gives the periods of both `longer` and `shorter`, so the two form one place.
      const places = Map.groupBy(
        readers,
        ({ read: { of, at } }) => `${of} ${at === 'shorter' ? 'longer' : at}`,
      );
      return [
        measure,
        [...places.values()].flatMap((some) =>
          some.slice(0, 1).map(({ read: { of, at } }) => ({ of, at, readers: some })),
        ),
      ];
    }),
  );
}

class RuleReach {
  readonly keys: StateKey[] = [];
  /** The levels of the moved print; null where no print of a level moved. */
  readonly #tried: TriedLevels | null;
  readonly #seen = new Map<SeriesFacts, Set<string>>();
  readonly #parts = new Map<SeriesFacts, readonly SeriesFacts[]>();
  readonly #contested = new Set<PrintSet>();

  constructor(tried: TriedLevels | null = null) {
    this.#tried = tried;
  }

  add(facts: SeriesFacts, period: string | null): void {
    if (period === null) return;
    const periods = getOrAdd(this.#seen, facts, () => new Set());
    if (periods.has(period)) return;
    periods.add(period);
    this.keys.push({ facts, period });
  }

  /** Adds the states whose rules read a number, and those that read a result of such a rule. */
  moved(moved: Moved): void {
    const isOverYear = moved.measure !== 'growth' || moved.key === OVER_YEAR;
    for (const { of, at, readers } of (moved.isPrint ? OF_PRINT : OF_WORKED).get(moved.measure) ?? []) {
      if (moved.isOwn && of !== 'own') continue;
      const reading = isOverYear ? readers : readers.filter(isOverAny);
      if (reading.length === 0) continue;
      for (const facts of this.#reading(moved, of))
        for (const period of periodsReading(facts, moved, at)) {
          const state = { facts, period };
          for (const reader of reading) this.#result(reader, state, moved);
        }
      if (of === 'share-whole' && at === 'same' && (moved.isFigure || moved.isChoice)) this.#exceeding(moved);
    }
    if (moved.isVerdict) return;
    if (moved.isPrint) this.#choices(moved);
    if (moved.measure === 'level') this.#wordings(moved);
    if (moved.measure === 'growth' && moved.key === OVER_YEAR && moved.isPrint) this.#family(moved);
  }

  /** Adds the states with growth across a break that is declared for a period, and what rests on them. */
  broken(facts: SeriesFacts, period: string): void {
    const begins = periodBounds(period)?.start ?? '';
    const stated = statedAround(facts);
    const there = [...facts.ofInterest.values()].flat();
    for (const one of new Set([period, ...there, ...facts.comparedBy.keys(), ...facts.periods.keys()])) {
      // A number of this series may stand on either side: the other side may be of a series that rests on it.
      const others = [...comparedPeriods(one), ...comparingPeriods(one), ...(stated.get(one) ?? [])];
      if (!others.some((other) => isBetween(begins, one, other))) continue;
      this.add(facts, one);
      this.moved({ measure: 'level', facts, period: one, key: '', isPrint: true });
      this.moved({ measure: 'growth', facts, period: one, key: OVER_YEAR, isPrint: true });
    }
  }

  #result(
    { rule, read }: RuleRead,
    state: StateKey,
    { isOwn = false, isFigure = false, isChoice = false }: Moved,
  ): void {
    const { facts, period } = state;
    if (!rule.standsIn && this.#seen.get(facts)?.has(period)) return;
    if (!mayBeTold(rule, read, facts, period)) return;
    this.add(facts, period);
    if (!rule.standsIn) return;
    const isOfOwn = isOwn || read.of === 'declared-parts';
    const printed = rule.gives.measure === 'level' ? printedLevel(facts, period) : undefined;
    if (!printed)
      this.moved({
        measure: rule.gives.measure,
        facts,
        period,
        key: OVER_YEAR,
        isPrint: false,
        isOwn: isOfOwn,
      });
    else if (isChoice || (isFigure && this.#tried?.mayChangeSum(rule, state, printed)))
      this.#judged(state, isOfOwn);
  }

  /** The parts that may come above their whole or below it. */
  #exceeding(moved: Moved): void {
    const { period } = moved;
    for (const facts of this.#reading(moved, 'share-whole')) {
      const part = printedLevel(facts, period);
      if (part && (moved.isChoice || this.#tried?.mayExceed(part))) this.#judged({ facts, period }, true);
    }
  }

  /** Adds the states that rest on a printed level which may come into conflict or out of it. */
  #judged({ facts, period }: StateKey, isOwn = false): void {
    this.add(facts, period);
    this.moved({ measure: 'level', facts, period, key: '', isPrint: true, isVerdict: true, isOwn });
  }

  /** The series that read this one; its parts are cached, because most rules ask for them. */
  #reading({ facts, period }: Moved, of: Relation): readonly SeriesFacts[] {
    if (of === 'declared-parts') return wholesCompletedBy(facts, period);
    if (of !== 'share-whole') return seriesReading(facts, of);
    return getOrAdd(this.#parts, facts, () => seriesReading(facts, of));
  }

  /** A whole whose prints contradict one another chooses by its parts. */
  #choices({ measure, facts, period, key }: Moved): void {
    if (measure !== 'level' && measure !== 'growth') return;
    if (measure === 'level') for (const whole of choosingBy(facts, period)) this.#choice('level', whole, '');
    const total = facts.kin?.total;
    if (!total || total === facts) return;
    const keys = measure === 'growth' ? [key] : (total.periods.get(period)?.growth.keys() ?? []);
    for (const one of keys) this.#choice('growth', { facts: total, period }, one);
  }

  #choice(measure: 'level' | 'growth', { facts, period }: StateKey, key: string): void {
    const at = facts.periods.get(period);
    const set = measure === 'level' ? at?.level : at?.growth.get(key);
    if (!set || this.#contested.has(set) || !isContested(facts, set)) return;
    this.#contested.add(set);
    this.add(facts, period);
    this.moved({ measure, facts, period, key, isPrint: true, isChoice: true });
  }

  /** A level may settle an ambiguous rate, which other rates may rest on. */
  #wordings({ facts, period }: Moved): void {
    for (const at of [period, ...(facts.comparedBy.get(period)?.keys() ?? [])])
      for (const key of facts.periods.get(at)?.growth.keys() ?? []) this.#wording(facts, at, key);
  }

  #wording(facts: SeriesFacts, period: string, key: string): void {
    const prints = facts.periods.get(period)?.growth.get(key);
    if (prints && isOpen(facts, prints)) this.moved({ measure: 'growth', facts, period, key, isPrint: true });
  }

  /** The three rates of a family give shares and contributions, or the flags of a contradiction. */
  #family({ facts, period }: Moved): void {
    const family = familyOf(facts);
    if (!family) return;
    const rated = ratedFamily(facts) ?? family;
    const base = yearBefore(period);
    const periods = [period, base, yearAfter(period), ...relatedPeriods(rated, period)];
    if (base !== null) periods.push(...relatedPeriods(rated, base));
    for (const member of [family.total, family.exports, family.imports]) {
      for (const one of periods) this.add(member, one);
      this.#around(member, period);
    }
  }

  /** Growth over a stated period with a year between, in which the rates may tell a coverage break. */
  #around(facts: SeriesFacts, period: string): void {
    for (const at of facts.graph.overStated.get(facts.key)?.keys() ?? [])
      for (const key of facts.periods.get(at)?.growth.keys() ?? []) {
        if (COMPARISON_KEYS.includes(key)) continue;
        const [earlier, later] = at < key ? [at, key] : [key, at];
        // Coverage breaks are looked for in steps of a year from the earlier period.
        if (earlier > period || later < period || !isOfSameSeason(earlier, period)) continue;
        this.add(facts, at);
        this.#wording(facts, at, key);
      }
  }
}

/** Whether two periods differ in the year alone. */
const isOfSameSeason = (one: string, other: string): boolean =>
  one.slice(yearOf(one).length) === other.slice(yearOf(other).length);

/** The periods that prints compare with each other, either way, in every series that may rest on this one. */
function statedAround(facts: SeriesFacts): ReadonlyMap<string, ReadonlySet<string>> {
  const stated = new Map<string, Set<string>>();
  for (const { comparedBy } of seriesAround(facts))
    for (const [base, comparing] of comparedBy)
      for (const period of comparing.keys()) {
        getOrAdd(stated, base, () => new Set()).add(period);
        getOrAdd(stated, period, () => new Set()).add(base);
      }
  return stated;
}

/** Whether a rule may read growth over a comparison other than `GY`. */
const isOverAny = ({ rule: { isOverYear, gives } }: RuleRead): boolean =>
  isOverYear !== true && (gives.measure === 'level' || gives.measure === 'growth');

/** Whether a state may show the result of a rule that has the input `through`. */
function mayBeTold(
  { gives, reads, isBesidePrint }: Rule,
  through: Read,
  facts: SeriesFacts,
  period: string,
): boolean {
  const { measure, side } = gives;
  if (measure === 'level') return true;
  if (side === 'implied')
    return (
      (!isBesidePrint || isPrinted(measure, facts, period)) &&
      reads.every((read) => read === through || isThere(read, facts, period))
    );
  if (measure === 'growth' || isShareOfFlows(facts))
    return facts.periods.has(period) || levelOf(facts, period) !== undefined;
  // A share needs no print here: a level is also compared with the level of its whole.
  return measure === 'share' ? facts.periods.has(period) : isPrinted(measure, facts, period);
}

/** Whether an input has its print; assumed for levels, rates, other series and inputs that need no print. */
function isThere({ measure, from, of, at }: Read, facts: SeriesFacts, period: string): boolean {
  if (of !== 'own' || from !== 'print') return true;
  const there = periodAt(period, at);
  return there !== null && isPrinted(measure, facts, there);
}

function isPrinted(measure: Measure, { periods }: SeriesFacts, period: string): boolean {
  if (measure === 'level' || measure === 'growth') return true;
  const at = periods.get(period);
  return at !== undefined && (at.rare.other.has(measure) || at.rare.otherUnknown.has(measure));
}

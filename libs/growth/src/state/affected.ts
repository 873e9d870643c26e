import { NOT_STATED, OVER_YEAR, resolveComparison } from '../period/comparison.ts';
import { yearAfter, yearBefore } from '../period/period.ts';
import type { Read, Relation, Rule } from '../rules/rule.ts';
import { RULES } from '../rules/table.ts';
import type { Figure, Measure } from '../observation/figure.ts';
import { relatedPeriods, ratedFamily } from './coverage-break.ts';
import { periodOf } from './facts.ts';
import { periodAt, periodsReading } from './distances.ts';
import { familyOf, isShareOfFlows } from './family.ts';
import { levelOf, printedLevel } from './levels.ts';
import { seriesReading } from './references.ts';
import type { SeriesFacts } from './series-facts.ts';

/** A state: one period of one series of a graph. */
export interface StateKey {
  readonly facts: SeriesFacts;
  readonly period: string;
}

/**
 * The states that may change when this figure comes or goes, its own first: those whose rules read it, those whose rules
 * read what follows from it, and those whose flags rest on it.
 */
export function affectedKeys(facts: SeriesFacts, figure: Figure): readonly StateKey[] {
  const reach = new RuleReach();
  const period = periodOf(figure);
  reach.add(facts, period);
  if (period === '_U') return reach.keys;
  const { measure } = figure;
  const { key } = resolveComparison(period, figure.comparison ?? NOT_STATED);
  reach.moved({ measure, facts, period, key: measure === 'growth' ? key : OVER_YEAR, isPrint: true });
  return reach.keys;
}

/**
 * The states that change when somebody speaks of a total for the first time: the sum of exports and imports is told of a
 * total as soon as it is a series, and shares are taken from it.
 */
export function foundedKeys(facts: SeriesFacts): readonly StateKey[] {
  const family = familyOf(facts);
  if (family?.total !== facts) return [];
  const reach = new RuleReach();
  for (const period of family.exports.periods.keys()) {
    if (period === '_U' || !family.imports.periods.has(period)) continue;
    reach.add(facts, period);
    reach.moved({ measure: 'level', facts, period, key: '', isPrint: false });
  }
  return reach.keys;
}

/** As `affectedKeys`, for a changed total of sales: that of a month moves nothing but the series' own growth and bases. */
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
  /** Whether it was printed; else it follows from others. */
  readonly isPrint: boolean;
}

interface RuleRead {
  readonly rule: Rule;
  readonly read: Read;
}

/** The rules that find an input at one place. */
interface RuleReads extends Pick<Read, 'of' | 'at'> {
  readonly readers: readonly RuleRead[];
}

/** What the rates of a family say is read together, by `#family`. */
const ALL: readonly RuleRead[] = RULES.filter((rule: Rule) => !rule.ofFamily).flatMap((rule: Rule) =>
  rule.reads.map((read) => ({ rule, read })),
);

/** By measure, what reads a print; nobody calculates with what is worked out beside one. */
const OF_PRINT = readersBy(ALL);
const OF_WORKED = readersBy(ALL.filter(({ read }) => read.from !== 'print' && read.from !== 'one-vintage'));

function readersBy(all: readonly RuleRead[]): ReadonlyMap<Measure, readonly RuleReads[]> {
  const measures = Map.groupBy(all, ({ read }) => read.measure);
  return new Map(
    [...measures].map(([measure, readers]) => {
      // What is the longer side of some periods is the shorter side of others: both are found at once.
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
  readonly #seen = new Map<SeriesFacts, Set<string>>();
  readonly #parts = new Map<SeriesFacts, readonly SeriesFacts[]>();

  add(facts: SeriesFacts, period: string | null): void {
    if (period === null) return;
    let periods = this.#seen.get(facts);
    if (!periods) this.#seen.set(facts, (periods = new Set()));
    if (periods.has(period)) return;
    periods.add(period);
    this.keys.push({ facts, period });
  }

  /** Adds all whose rules read a number, and those that read what follows from it. */
  moved(moved: Moved): void {
    const isOverYear = moved.measure !== 'growth' || moved.key === OVER_YEAR;
    for (const { of, at, readers } of (moved.isPrint ? OF_PRINT : OF_WORKED).get(moved.measure) ?? []) {
      const reading = isOverYear ? readers : readers.filter(isOverAny);
      if (reading.length === 0) continue;
      for (const facts of this.#reading(moved.facts, of))
        for (const period of periodsReading(facts, moved, at))
          for (const reader of reading) this.#result(reader, facts, period);
    }
    if (moved.measure === 'level') this.#wordings(moved);
    if (moved.measure === 'growth' && moved.key === OVER_YEAR && moved.isPrint) this.#family(moved);
  }

  #result({ rule, read }: RuleRead, facts: SeriesFacts, period: string): void {
    if (!rule.standsIn && this.#seen.get(facts)?.has(period)) return;
    if (!mayBeTold(rule, read, facts, period)) return;
    this.add(facts, period);
    if (!rule.standsIn || (rule.gives.measure === 'level' && printedLevel(facts, period))) return;
    this.moved({ measure: rule.gives.measure, facts, period, key: OVER_YEAR, isPrint: false });
  }

  /** The series that read this one; its parts are asked for again and again. */
  #reading(facts: SeriesFacts, of: Relation): readonly SeriesFacts[] {
    if (of !== 'share-whole') return seriesReading(facts, of);
    let parts = this.#parts.get(facts);
    if (!parts) this.#parts.set(facts, (parts = seriesReading(facts, of)));
    return parts;
  }

  /** An ambiguous rate may be settled by levels, and other rates rest on it then. */
  #wordings({ facts, period }: Moved): void {
    for (const at of [period, ...(facts.comparedBy.get(period)?.keys() ?? [])]) {
      for (const [key, { reported }] of facts.periods.get(at)?.growth ?? []) {
        if (reported.some(({ readings }) => readings.length > 1))
          this.moved({ measure: 'growth', facts, period: at, key, isPrint: true });
      }
    }
  }

  /** The rates of a family together give shares and contributions, and flags where they contradict each other. */
  #family({ facts, period }: Moved): void {
    const family = familyOf(facts);
    if (!family) return;
    const rated = ratedFamily(facts) ?? family;
    const base = yearBefore(period);
    const periods = [period, base, yearAfter(period), ...relatedPeriods(rated, period)];
    if (base !== null) periods.push(...relatedPeriods(rated, base));
    for (const member of [family.total, family.exports, family.imports])
      for (const one of periods) this.add(member, one);
  }
}

/** Of growth over another comparison most rules take nothing. */
const isOverAny = ({ rule: { isOverYear, gives } }: RuleRead): boolean =>
  isOverYear !== true && (gives.measure === 'level' || gives.measure === 'growth');

/** Whether a rule may give a number there that is told, given one of its inputs. */
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
  // A level is held against that of the whole as well.
  return measure === 'share' ? facts.periods.has(period) : isPrinted(measure, facts, period);
}

/** Of other inputs than levels and rates: whether they were printed, where they have to be. */
function isThere({ measure, from, of, at }: Read, facts: SeriesFacts, period: string): boolean {
  if (of !== 'own' || from !== 'print') return true;
  const there = periodAt(period, at, OVER_YEAR);
  return there !== null && isPrinted(measure, facts, there);
}

function isPrinted(measure: Measure, { periods }: SeriesFacts, period: string): boolean {
  if (measure === 'level' || measure === 'growth') return true;
  const at = periods.get(period);
  return at !== undefined && (at.other.has(measure) || at.otherUnknown.has(measure));
}

import { DifferentPrints } from '../observation/alike-prints.ts';
import type { Figure } from '../observation/figure.ts';
import type { Interval } from '../number/interval.ts';
import { parsePrint, type Print } from '../observation/parsed-print.ts';
import { add, compareRationals, subtract } from '../number/rational.ts';
import type { Rule } from '../rules/rule.ts';
import { sumOfParts } from '../rules/sum-of-parts.ts';
import { knownPrint, type KnownQuantity } from './known.ts';
import { contradicts, exceeds } from './level-conflicts.ts';
import { printedLevel, workedLevels } from './levels.ts';
import { differentIn } from './print-sets.ts';
import type { SeriesFacts, StateKey } from './series-facts.ts';
import { taken, workOutEach, type Find } from './work-out.ts';

/**
 * The levels that may stand in a period before or after prints are added, removed or corrected, whether or not
 * the prints are among the facts. They tell which other printed levels may come into conflict or out of it.
 */
export class TriedLevels {
  readonly #facts: SeriesFacts;
  readonly #period: string;
  readonly #moved: readonly Figure[];
  #tried: ReturnType<typeof levelsTried> | undefined;

  constructor(facts: SeriesFacts, period: string, moved: readonly Figure[]) {
    this.#facts = facts;
    this.#period = period;
    this.#moved = moved;
  }

  /** Whether the verdict on a printed level beside its sum by a rule may change, the sum having this level. */
  mayChangeSum(rule: Rule, reader: StateKey, printed: KnownQuantity): boolean {
    return this.#mayChange((level) =>
      this.#sumsWith(level, rule, reader).some((sum) => contradicts(sum, printed)),
    );
  }

  /** Whether a part may come above this level or below it. */
  mayExceed(part: KnownQuantity): boolean {
    return this.#mayChange((whole) => exceeds(part, whole));
  }

  /** Whether the answer is not the same for every level. */
  #mayChange(isInConflict: (level: KnownQuantity) => boolean): boolean {
    this.#tried ??= levelsTried(this.#facts, this.#period, this.#moved);
    if (this.#tried === 'many') return true;
    const [first, ...others] = this.#tried;
    if (others.length === 0) return false;
    const answer = (level: KnownQuantity | null | undefined) => Boolean(level && isInConflict(level));
    const found = answer(first);
    return others.some((level) => answer(level) !== found);
  }

  /** The sums by a rule that have this level among their parts. */
  #sumsWith(level: KnownQuantity, rule: Rule, { facts, period }: StateKey): readonly KnownQuantity[] {
    const [part, at] = [this.#facts, this.#period];
    const chosen = printedLevel(part, at);
    if (chosen && (chosen === level || (chosen.unit === level.unit && rule.compute === sumOfParts))) {
      // A year has several sums by one rule: of its halves, quarters or months.
      const sums = workedLevels(facts, period).filter(
        ({ from }) =>
          from.kind === 'worked' &&
          from.rule === rule &&
          from.inputs.some(({ known }) => known.at.series === part.key && known.at.period === at),
      );
      return chosen === level ? sums : sums.map((sum) => ({ ...sum, ...exchanged(sum, chosen, level) }));
    }
    const findInstead: Find = (inputs, _, series, of) =>
      taken(inputs, series === part && of === at ? level : printedLevel(series, of));
    // The count of present parts need not include this level.
    return workOutEach(rule, facts, period, '', findInstead, Number.POSITIVE_INFINITY, () => true);
  }
}

/** A sum with one part in the place of another. */
function exchanged(sum: Interval, part: Interval, by: Interval): Interval {
  return {
    low: add(sum.low, subtract(by.low, part.low)),
    high: add(sum.high, subtract(by.high, part.high)),
  };
}

/** Different prints from which on each level is taken for one that may be chosen: to try them would take long. */
const MANY = 16;

/** The different levels of the prints that may be chosen, the present choice first; null: of none. `many`: too many. */
function levelsTried(
  facts: SeriesFacts,
  period: string,
  moved: readonly Figure[],
): readonly (KnownQuantity | null)[] | 'many' {
  const levels = moved.filter(({ measure, status }) => measure === 'level' && status !== 'forecast');
  const set = facts.periods.get(period)?.level;
  const there = set ? differentIn(set, 'reported') : NOTHING;
  if (there.size + levels.length > MANY) return 'many';
  const chosen = printedLevel(facts, period);
  const tried: KnownQuantity[] = chosen ? [chosen] : [];
  const at = { series: facts.key, period, side: 'level.reported' };
  const staying = there.without(levels);
  // Most levels have one print, which is the chosen one.
  if (there.size === 1 && staying.length === 0 && levels.length === 1) return [...tried, null];
  const all = [...staying, ...levels.map(parsePrint)];
  for (const print of all)
    for (const reading of print.readings) {
      const level = knownPrint({ print, ...ALONE }, reading, at);
      if (!tried.some((known) => isSame(known, level))) tried.push(level);
    }
  // An absence may stand before a number, as any print may that moves.
  return staying.some(isNumber) && all.every(isNumber) ? tried : [...tried, null];
}

const isNumber = ({ readings }: Print): boolean => readings.length > 0;

const NOTHING = new DifferentPrints([]);

const ALONE = { readings: [], settledBy: [], conflicting: false } as const;

const isSame = (a: KnownQuantity, b: KnownQuantity): boolean =>
  a.unit === b.unit && compareRationals(a.low, b.low) === 0 && compareRationals(a.high, b.high) === 0;

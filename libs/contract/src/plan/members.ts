import {
  COMPARISON_KEYS,
  normalisePeriod,
  NOT_STATED,
  resolveComparison,
  type FigureIdentity,
} from '@silkgauge/growth';
import { oneArea } from '../code-lists.ts';
import type { RefusalRule } from '../codes/refusal-rules.ts';
import { pointerStep, shown, type FaultList } from '../fault.ts';
import { CODE_PATTERN, parseSeriesKey, seriesKey } from '../series-key.ts';
import { DECIMAL_PATTERN } from '../vocabulary.ts';

/** What the name of an order of the newsroom is. */
export const ORDER_NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$';
const NAME = new RegExp(ORDER_NAME_PATTERN);
const KEY = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const LONGEST = 1024;
const CODE = new RegExp(`^${CODE_PATTERN}$`);
const DECIMAL = new RegExp(DECIMAL_PATTERN);

/** The members of an object of an order; a wrong one is reported, and read as `null`. */
export class Members {
  readonly pointer: string;
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #faults: FaultList;
  readonly #isSecret: boolean;

  /**
   * @param value Reported where it is no object.
   * @param isSecret Whether a value may be a secret, which no fault shows.
   */
  constructor(value: unknown, pointer: string, faults: FaultList, { isSecret = false } = {}) {
    this.pointer = pointer;
    this.#faults = faults;
    this.#isSecret = isSecret;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) this.#report(pointer, 'schema', value, 'an object');
    this.#value = isObject ? (value as Readonly<Record<string, unknown>>) : {};
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#value, name);
  }

  raw(name: string): unknown {
    return this.has(name) ? this.#value[name] : undefined;
  }

  at(name: string): string {
    return `${this.pointer}${pointerStep(name)}`;
  }

  wrong(name: string, rule: RefusalRule, must: string): null {
    if (this.has(name)) this.#report(this.at(name), rule, this.raw(name), must);
    else
      this.#faults.report(
        this.at(name),
        'required',
        `The member ${name} is missing.`,
        `Add "${name}": ${must}.`,
      );
    return null;
  }

  #report(pointer: string, rule: RefusalRule, found: unknown, must: string): void {
    const not = this.#isSecret ? '' : `, not ${shown(found)}`;
    this.#faults.report(pointer, rule, `Must be ${must}${not}.`, `Write ${must}.`);
  }

  text(name: string, must: string): string | null {
    const found = this.raw(name);
    return typeof found === 'string' && found !== '' && found.length <= LONGEST
      ? found
      : this.wrong(name, 'schema', must);
  }

  code(name: string, example: string): string | null {
    const found = this.raw(name);
    return typeof found === 'string' && CODE.test(found)
      ? found
      : this.wrong(name, 'code', `a code of 1 to 64 letters, digits, _, $, @ or -, such as "${example}"`);
  }

  name(name: string): string | null {
    const found = this.raw(name);
    return typeof found === 'string' && NAME.test(found)
      ? found
      : this.wrong(
          name,
          'order-name',
          'a name of at most 64 letters, digits, _ and -, such as "cbec-2020-h1"',
        );
  }

  oneOf<const Word extends string>(name: string, words: readonly Word[]): Word | null {
    const found = words.find((word) => word === this.raw(name));
    return found ?? this.wrong(name, 'schema', `one of ${words.join(', ')}`);
  }

  /** The key of a series, each area under its one code. */
  series(name: string): string | null {
    return (
      oneSeries(this.raw(name)) ?? this.wrong(name, 'state-key', `the key of a series, such as "${KEY}"`)
    );
  }

  /** The key of a state: series, slash, period by its one name. */
  key(name: string): string | null {
    return (
      oneKey(this.raw(name)) ?? this.wrong(name, 'state-key', `series key/period, such as "${KEY}/2020-S1"`)
    );
  }

  keys(name: string, least: number, most: number): readonly string[] | null {
    const must = `${String(least)} to ${String(most)} keys, such as ["${KEY}/2020-S1"]`;
    const found = this.raw(name);
    if (!Array.isArray(found) || found.length < least || found.length > most)
      return this.wrong(name, 'schema', must);
    const keys = found.map((one: unknown, at) => {
      const key = oneKey(one);
      if (key === null)
        this.#report(
          `${this.at(name)}${pointerStep(at)}`,
          'state-key',
          one,
          `series key/period, such as "${KEY}/2020-S1"`,
        );
      return key;
    });
    return keys.every((key) => key !== null) ? keys : null;
  }

  period(name: string): string | null {
    const found = this.raw(name);
    const period = typeof found === 'string' ? normalisePeriod(found) : undefined;
    return period ?? this.wrong(name, 'period', 'a period, such as "2020-S1" or "2020-01-01/P5M"');
  }

  /** A period that has a place in the calendar. */
  statedPeriod(name: string): string | null {
    const period = this.period(name);
    return period === NOT_STATED ? this.wrong(name, 'period', 'a period that is stated') : period;
  }

  /** A comparison by its key in a state of this period; null where it is absent or wrong. */
  comparison(name: string, period: string | null): string | null {
    if (!this.has(name)) return null;
    const found = this.raw(name);
    const isOne =
      typeof found === 'string' && (COMPARISON_KEYS.includes(found) || normalisePeriod(found) !== undefined);
    if (!isOne) return this.wrong(name, 'comparison', `one of ${COMPARISON_KEYS.join(', ')}, or a period`);
    return period === null ? found : resolveComparison(period, found).key;
  }

  event(name: string): FigureIdentity | null {
    if (!this.has(name)) return this.wrong(name, 'schema', '{ "source": "...", "id": "..." }');
    const members = new Members(this.raw(name), this.at(name), this.#faults, { isSecret: this.#isSecret });
    const source = members.text('source', 'the source of an event');
    const id = members.text('id', 'the id of an event');
    return source !== null && id !== null ? { source, id } : null;
  }

  /** A decimal with the digits that stores hold. */
  decimal(name: string, isSigned: boolean): string | null {
    const found = this.raw(name);
    const isOne = typeof found === 'string' && DECIMAL.test(found) && (isSigned || !found.startsWith('-'));
    const must = `a decimal in a string${isSigned ? '' : ', without a sign'}, such as "20" or "0.5"`;
    return isOne ? found : this.wrong(name, 'decimal', must);
  }

  whole(name: string, least: number, most: number): number | null {
    const found = this.raw(name);
    return typeof found === 'number' && Number.isInteger(found) && found >= least && found <= most
      ? found
      : this.wrong(name, 'schema', `a whole number from ${String(least)} to ${String(most)}`);
  }
}

function oneSeries(key: unknown): string | null {
  const series = typeof key === 'string' ? parseSeriesKey(key) : undefined;
  return series
    ? seriesKey({ ...series, area: oneArea(series.area), counterpart: oneArea(series.counterpart) })
    : null;
}

function oneKey(key: unknown): string | null {
  if (typeof key !== 'string') return null;
  const slash = key.indexOf('/');
  const series = oneSeries(key.slice(0, slash < 0 ? undefined : slash));
  const period = slash < 0 ? undefined : normalisePeriod(key.slice(slash + 1));
  return series !== null && period !== undefined ? `${series}/${period}` : null;
}

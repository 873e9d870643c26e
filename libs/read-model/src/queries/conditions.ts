import { DIMENSIONS } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { patternOf, splitCodes, type GrowthFilter, type ScopeFilter } from './growth-filter.ts';

/**
 * Conditions and values of one filtered statement. Such a statement has no name, so that PostgreSQL plans
 * with the given values.
 */
export class Conditions {
  readonly values: unknown[] = [];
  /** Areas of all series; read only for a filter that needs them. */
  readonly #areas: readonly string[];

  private constructor(areas: readonly string[]) {
    this.#areas = areas;
  }

  static async of(db: Queryable, { within, selection }: GrowthFilter): Promise<Conditions> {
    const isPlaced = within !== undefined || selection?.sets.some((set) => set.within) === true;
    return new Conditions(isPlaced ? await readAreas(db) : []);
  }

  /** SQL: the parameter of a value. */
  bind(value: unknown, type: string): string {
    this.values.push(value);
    return `$${String(this.values.length)}::${type}`;
  }

  /** SQL: the filter as a condition on `series s`. */
  series({ dimensions, keys, within, domain }: ScopeFilter): string {
    const conditions = DIMENSIONS.flatMap((name) => {
      const codes = dimensions[name];
      return codes ? [this.#codes(`s.${name}`, codes)] : [];
    });
    if (keys) conditions.push(`s.key = any(${this.bind(keys, 'text[]')})`);
    if (within) conditions.push(`s.area = any(${this.bind(this.#areas.filter(within.contains), 'text[]')})`);
    if (domain) conditions.push(`s.domain = ${this.bind(domain, 'text')}`);
    return allOf(conditions);
  }

  /** SQL: the filter on periods; `period` and `bounds` are table aliases. */
  periods({ periods, from, to }: ScopeFilter, period: string, bounds: string): string {
    const conditions: string[] = [];
    if (periods) conditions.push(`${period}.period = any(${this.bind(periods, 'text[]')})`);
    if (from !== undefined) conditions.push(`${bounds}.period_start >= ${this.bind(from, 'date')}`);
    if (to !== undefined) conditions.push(`${bounds}.period_end <= ${this.bind(to, 'date')}`);
    return allOf(conditions);
  }

  /** SQL: as {@link series}, a selection included. */
  seriesScope({ selection, ...own }: GrowthFilter): string {
    if (!selection) return this.series(own);
    return `${this.series(own)} and (${selection.sets.map((set) => this.series(set)).join(' or ')})`;
  }

  /** SQL: the filter on series and periods of `series s` and `growth_state g`, a selection included. */
  scope({ selection, ...own }: GrowthFilter): string {
    const oneOf = (filter: ScopeFilter) => `${this.series(filter)} and ${this.periods(filter, 'g', 'g')}`;
    return selection ? `${oneOf(own)} and (${selection.sets.map(oneOf).join(' or ')})` : oneOf(own);
  }

  #codes(column: string, codes: readonly string[]): string {
    const { exact, prefixes } = splitCodes(codes);
    const conditions = prefixes.map(
      (prefix) => `${column} like ${this.bind(patternOf(`${prefix}*`), 'text')}`,
    );
    if (exact.length > 0) conditions.push(`${column} = any(${this.bind(exact, 'text[]')})`);
    return `(${conditions.join(' or ')})`;
  }
}

export const allOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'true' : conditions.join(' and ');

/** Areas of series, one look into the index for each. */
async function readAreas(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ area: string }>({
    name: 'read-areas',
    text: `with recursive used(area) as (
             (select area from series order by area limit 1)
             union all
             select (select s.area from series s where s.area > used.area order by s.area limit 1) from used where used.area is not null)
           select area from used where area is not null`,
  });
  return rows.map(({ area }) => area);
}

import {
  liesIn,
  periodConditions,
  seriesConditions,
  versionConditions,
  type FilterSql,
  type GrowthFilter,
  type ScopeFilter,
} from '@silkgauge/contract';
import { codeGraphs } from '../code-graphs.ts';
import type { Queryable } from '../read-model.ts';
import { TEXT, wordsCondition } from './state-words.ts';

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
  series(filter: Omit<GrowthFilter, 'selection'>): string {
    return allOf(seriesConditions(filter, this.#sql('g')));
  }

  /** SQL: the filter on periods; `period` is the alias of a table, whose days are those of `growth_state g`. */
  periods(filter: ScopeFilter, period: string): string {
    return allOf(periodConditions(filter, this.#sql(period)));
  }

  /** SQL: what the filter asks of a version, as conditions on `change c`. */
  versions(filter: Omit<GrowthFilter, 'selection'>): readonly string[] {
    return versionConditions(filter, this.#sql('c'));
  }

  /** SQL: as {@link series}, a selection included. */
  seriesScope({ selection, ...own }: GrowthFilter): string {
    if (!selection) return this.series(own);
    return `${this.series(own)} and (${selection.sets.map((set) => this.series(set)).join(' or ')})`;
  }

  /** SQL: the filter on series and periods of `series s` and `growth_state g`, a selection included. */
  scope({ selection, ...own }: GrowthFilter): string {
    const oneOf = (filter: ScopeFilter) => `${this.series(filter)} and ${this.periods(filter, 'g')}`;
    return selection ? `${oneOf(own)} and (${selection.sets.map(oneOf).join(' or ')})` : oneOf(own);
  }

  #sql(period: string): FilterSql {
    return {
      bind: (value, type) => this.bind(value, type),
      areasIn: (places) => this.#areas.filter((area) => liesIn(places, area, codeGraphs().areas)),
      says: (words) => wordsCondition(words, this.bind(words, 'text[]')),
      ...{ period, text: TEXT },
    };
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

import type { CodeRelations, SeriesDimensions } from '@silkgauge/growth';
import type { TSchema } from 'typebox';
import type { ParameterReader } from './value-readers.ts';

/** A series, and the domain that it belongs to. */
export interface OwnedSeries {
  readonly series: SeriesDimensions;
  readonly domain: string;
}

/** A period, with its first and last day; null for `_U`. */
export interface BoundedPeriod {
  readonly period: string;
  readonly bounds: { readonly start: string; readonly end: string } | null;
}

/** What a version of a state says. */
export interface Said {
  /** Its verdicts, its flags and its reason. */
  readonly words: ReadonlySet<string>;
  /** Its document, as far as that is of the present. */
  readonly text: string;
}

/** What filters compare. Without `said` it is no version of a state, and no filter by what those say lets it pass. */
export interface Filtered extends OwnedSeries, BoundedPeriod {
  readonly said?: Said;
}

/** What the condition of a filter is written with: over `series s`, `growth_state g` and `change c`. */
export interface FilterSql {
  /** Binds a value, and gives its parameter. */
  readonly bind: (value: unknown, type: string) => string;
  /** Alias of the table whose period is compared. */
  readonly period: string;
  /** The areas of all series that lie in one of these places. */
  readonly areasIn: (places: readonly string[]) => readonly string[];
  /** Whether the version says one of these words. */
  readonly says: (words: readonly string[]) => string;
  /** The text of {@link Said}. */
  readonly text: string;
}

/** All of a filter that does not depend on what it compares. */
interface Declared<Value> {
  /** One sentence for whoever writes the parameter, and its JSON Schema. */
  readonly about: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** The same in few words, for a tool. */
  readonly brief: string;
  /** The member of a set of filters that has the value. */
  readonly member: TSchema;
  /** Reads the text of the parameter. */
  readonly read: ParameterReader<Value>;
  /** Reads the member of an order, as a list of texts; absent where orders say it in another way. */
  readonly inOrder?: (values: readonly string[]) => Value | null;
  /** SQL: whether it lets pass. */
  readonly where: (value: Value, sql: FilterSql) => string;
  /** Whether an index of versions finds those that it lets pass. */
  readonly isIndexed?: (value: Value) => boolean;
}

/** A filter of series. */
export interface OfSeries<Value> extends Declared<Value> {
  readonly of: 'series';
  /** `areas` says what lies in what. */
  readonly passes: (value: Value, one: OwnedSeries, areas: CodeRelations) => boolean;
}

/** A filter of periods. */
export interface OfPeriod<Value> extends Declared<Value> {
  readonly of: 'period';
  readonly passes: (value: Value, one: BoundedPeriod) => boolean;
}

/** A filter of states, by what the version says; of any side of any figure. */
export interface OfVersion<Value> extends Declared<Value> {
  readonly of: 'version';
  readonly passes: (value: Value, said: Said) => boolean;
}

/** JSON Schema of values of a pattern, joined by commas. */
export const joined = (item: string) => ({ type: 'string', pattern: `^${item}(,${item})*$` });

/** The same of words of a closed list. */
export const joinedWords = (words: readonly string[]) => joined(`(?:${words.join('|')})`);

/** Characters of codes. */
export const CODES = '[A-Za-z0-9_$@-]+';

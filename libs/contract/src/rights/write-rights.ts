import type { SeriesDimensions } from '@silkgauge/growth';
import type { SeriesCodes } from '../filter/table.ts';
import { DIMENSIONS, type Dimension } from '../series-key.ts';

/** One pattern of series: codes, or their beginnings and a final star, by dimension; one that is not named is any. */
export type SeriesPattern = Readonly<Partial<Record<Dimension, readonly string[]>>>;

/** Which events a pushing key may send; all parts must hold, and an empty list lets none through. */
export interface WriteRights {
  readonly types: readonly string[];
  readonly sources: readonly string[];
  readonly series: readonly SeriesPattern[];
  readonly names: readonly string[];
}

/** The part of the rights that a record keeps, for what its event names but does not hold. */
export type KeptRights = Pick<WriteRights, 'series' | 'names'>;

/** Who pushed an event at a door. */
export interface Pusher {
  /** Id of a key, or `anonymous`. */
  readonly name: string;
  /** Null: everything. */
  readonly write: KeptRights | null;
}

/** Whether a text is the pattern, or begins with what stands before its final star. */
export const matchesText = (pattern: string, text: string): boolean =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;

const isOneOf = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matchesText(pattern, text));

/** Whether one pattern matches all dimensions that are both named and written. */
export const mayWriteSeries = (
  { series }: Pick<WriteRights, 'series'>,
  written: Partial<SeriesDimensions>,
): boolean =>
  series.some((pattern) =>
    DIMENSIONS.every((name) => {
      const [codes, code] = [pattern[name], written[name]];
      return codes === undefined || code === undefined || isOneOf(codes, code);
    }),
  );

/** Whether rights let an order be of a publisher. */
export const mayPublish = (rights: Pick<WriteRights, 'series'>, publisher: string): boolean =>
  mayWriteSeries(rights, { reporter: publisher });

const ANY: readonly string[] = ['*'];

/** Whether one pattern matches every series that filters let through. */
export const mayWriteAll = ({ series }: Pick<WriteRights, 'series'>, filters: SeriesCodes): boolean =>
  series.some((pattern) =>
    DIMENSIONS.every((name) => {
      const codes = pattern[name];
      // A beginning and its star is a text that only a shorter or equal beginning matches.
      return codes === undefined || (filters[name] ?? ANY).every((code) => isOneOf(codes, code));
    }),
  );

/** Whether rights let a notice or an order have a name. */
export const mayWriteName = ({ names }: Pick<WriteRights, 'names'>, name: string): boolean =>
  isOneOf(names, name);

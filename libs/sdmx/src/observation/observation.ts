import type { Attribute, Dimension } from '../structure/components.ts';
import type { Flow } from '../structure/flows.ts';

/** One number of a growth state as SDMX has it. */
export interface Observation {
  readonly flow: Flow;
  /** Codes in the order of `DIMENSIONS`. */
  readonly key: Readonly<Record<Dimension, string>>;
  /** The codes of the key, joined by dots; the key of our series is its beginning. */
  readonly seriesKey: string;
  /** A period in the form of SDMX; null in `DF_UNDATED`. */
  readonly period: string | null;
  /** Digits as they stand in the state; null for a range, several readings, or an absence. */
  readonly value: string | null;
  /** What the state has; others are left out. */
  readonly attributes: Readonly<Partial<Record<Attribute, string>>>;
}

import type { Attribute, Component, Dimension, TIME_DIMENSION } from '../structure/components.ts';
import type { Context, Flow } from '../structure/flows.ts';

/** The base path of a request: SDMX-REST 2.2 at `3.0`, SDMX-REST 1.5 at `2.1`. */
export type Door = '3.0' | '2.1';

/** What a key asks of each dimension: null for any code, else one of the codes. */
export type KeyPattern = Readonly<Record<Dimension, readonly string[] | null>>;

export const OPERATORS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'co', 'nc', 'sw', 'ew'] as const;

export type Operator = (typeof OPERATORS)[number];

/** A comparison of one component; a value of `TIME_PERIOD` is the name of a period where it orders or equals. */
export interface Comparison {
  readonly operator: Operator;
  readonly value: string;
}

/** A filter of one component: one of the lists must hold, and of it each comparison. */
export interface ComponentFilter {
  readonly component: Component;
  readonly anyOf: readonly (readonly Comparison[])[];
}

/** A point of the log: an instant in UTC with milliseconds, or a sequence of digits. */
export type LogPoint = { readonly instant: string } | { readonly sequence: string };

/** `series_key` is the dimensions of a series, `*` these and the period. */
export interface SortTerm {
  readonly by: Dimension | typeof TIME_DIMENSION | 'series_key' | '*';
  readonly descending: boolean;
}

/** What data and availability queries choose by. */
export interface DataSelection {
  /** One or both, in the order of `FLOWS`. */
  readonly flows: readonly Flow[];
  /** An observation must match one of them; none asks for any. */
  readonly keys: readonly KeyPattern[];
  /** Each must hold; several of `TIME_PERIOD` may be there. */
  readonly filters: readonly ComponentFilter[];
}

export interface DataQuery extends DataSelection {
  /** What the path named: the artefact that answers name as theirs. */
  readonly context: Context;
  readonly asOf: LogPoint | null;
  /** The last instant of publication that counts, as ISO text; null for all. */
  readonly publishedBy: string | null;
  readonly updatedAfter: LogPoint | null;
  readonly includeHistory: boolean;
  /** Attributes to write, in the order of `ATTRIBUTES`. */
  readonly attributes: readonly Attribute[];
  /** Whether the value is written. */
  readonly measures: boolean;
  /** One row a series, without periods. */
  readonly seriesKeysOnly: boolean;
  readonly dimensionAtObservation: typeof TIME_DIMENSION | 'AllDimensions';
  /** Of each series; null for all. */
  readonly firstNObservations: number | null;
  readonly lastNObservations: number | null;
  /** Observations (or series keys) to pass over. */
  readonly offset: number;
  readonly limit: number | null;
  /** Null for the own order. */
  readonly sort: readonly SortTerm[] | null;
  /** The `format` parameter, which wins over `Accept`. */
  readonly format: string | null;
}

export interface AvailabilityQuery extends DataSelection {
  readonly context: Context;
  /** The dimensions that are asked for, in the order of the DSD; null for all. */
  readonly components: readonly (Dimension | typeof TIME_DIMENSION)[] | null;
  /** `available`: also codes that would bring more series if they were chosen besides. */
  readonly mode: 'exact' | 'available';
  readonly references: References;
  readonly format: string | null;
}

/** Artefacts that are served; `constraint` is `dataconstraint` under 3.0 and `contentconstraint` under 2.1. */
export const ARTEFACT_TYPES = [
  'agencyscheme',
  'conceptscheme',
  'codelist',
  'datastructure',
  'dataflow',
  'constraint',
] as const;

export type ArtefactType = (typeof ARTEFACT_TYPES)[number];

export const DETAILS = [
  'full',
  'allstubs',
  'referencestubs',
  'allcompletestubs',
  'referencecompletestubs',
  'referencepartial',
  'raw',
] as const;

export type Detail = (typeof DETAILS)[number];

export const DIRECTIONS = [
  'none',
  'parents',
  'parentsandsiblings',
  'ancestors',
  'children',
  'descendants',
  'all',
] as const;

/** Which artefacts around the asked ones are wanted: by direction, or by type. */
export interface References {
  readonly directions: readonly (typeof DIRECTIONS)[number][];
  readonly types: readonly ArtefactType[];
}

export interface StructureQuery {
  readonly types: readonly ArtefactType[];
  /** Null for any. */
  readonly agencies: readonly string[] | null;
  readonly ids: readonly string[] | null;
  readonly versions: readonly string[] | null;
  readonly items: readonly string[] | null;
  /** Whether it asks for the schema of data, whose message names its artefacts in the head. */
  readonly isSchema: boolean;
  readonly detail: Detail;
  readonly references: References;
  readonly format: string | null;
}

/** A request at a door as it was read. */
export type SdmxRequest =
  | { readonly kind: 'data'; readonly query: DataQuery }
  | { readonly kind: 'availability'; readonly query: AvailabilityQuery }
  | { readonly kind: 'structure'; readonly query: StructureQuery };

import type { BothNames } from '@silkgauge/codelists';
import type { Door } from '../query/data-query.ts';
import type { ArtefactName } from './catalogue.ts';
import type { Flow } from './flows.ts';

/** A code, a concept or an agency. */
export interface Item {
  readonly id: string;
  readonly names: BothNames;
}

/** What observations have of one dimension. */
export type KeyValues =
  | { readonly id: string; readonly values: readonly string[] }
  /** First and last day. */
  | { readonly id: string; readonly start: string; readonly end: string };

export interface Counts {
  readonly series: number;
  readonly observations: number;
}

interface Head<Type extends ArtefactName['type']> extends ArtefactName {
  readonly type: Type;
  readonly names: BothNames;
  readonly description: BothNames | null;
  /** Identification and name alone, with the description (`complete`) or without. */
  readonly stub: 'stub' | 'complete' | null;
}

export interface ItemScheme extends Head<'agencyscheme' | 'conceptscheme' | 'codelist'> {
  readonly items: readonly Item[];
  readonly isPartial: boolean;
}

export interface DataStructure extends Head<'datastructure'> {
  readonly flow: Flow;
}

export interface Dataflow extends Head<'dataflow'> {
  readonly structure: ArtefactName;
}

/** What there is, of a dataflow or a data structure. */
export interface Constraint extends Head<'constraint'> {
  readonly attachment: ArtefactName;
  readonly keyValues: readonly KeyValues[];
  /** Null where nobody counted. */
  readonly counts: Counts | null;
  /** Whether it answers a query of availability. */
  readonly isAvailability: boolean;
}

export type Artefact = ItemScheme | DataStructure | Dataflow | Constraint;

/** A message of structures. */
export interface StructureMessage {
  readonly id: string;
  /** RFC 3339. */
  readonly prepared: string;
  readonly test: boolean;
  /** Of `name` in JSON, whose `names` has both. */
  readonly language: keyof BothNames;
  readonly door: Door;
  /** Address of the door, such as `http://localhost:4100/sdmx/3.0`. */
  readonly base: string;
  readonly artefacts: readonly Artefact[];
  /** Whether JSON names them in its head, as the schema of data does. */
  readonly isSchema: boolean;
}

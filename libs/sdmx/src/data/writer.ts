import type { Language } from '@silkgauge/codelists';
import type { Observation } from '../observation/observation.ts';
import type { NameOf } from '../structure/code-names.ts';
import type { Attribute } from '../structure/components.ts';
import type { Context, Flow } from '../structure/flows.ts';

/** What a reader does with the observations of a data set; of those to delete, the keys alone are written. */
export type Action = 'Replace' | 'Delete' | 'Information';

export interface DataSet {
  readonly flow: Flow;
  readonly action: Action;
  /** RFC 3339. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** In lots; the next lot is read when the text of the last one was taken. */
  readonly observations: AsyncIterable<readonly Observation[]> | Iterable<readonly Observation[]>;
}

/** What is asked for of the observations, and how they are shown. */
export interface DataOptions {
  /** The artefact that the message names as the structure of its data. */
  readonly context: Context;
  /** That of `name` in JSON, and of labels in CSV. */
  readonly language: Language;
  /** `AllDimensions` is flat: observations with their whole key, no series. */
  readonly dimensionAtObservation: 'TIME_PERIOD' | 'AllDimensions';
  /** In the order of `ATTRIBUTES`. */
  readonly attributes: readonly Attribute[];
  /** Whether OBS_VALUE is asked for. */
  readonly measures: boolean;
  /** The key of each series once, without periods, values and attributes. */
  readonly seriesKeysOnly: boolean;
  /** Whether observations come by key and period, as those of one series do without `sort`. */
  readonly isInOwnOrder: boolean;
  /** SDMX-CSV: whether rows may be deletions. */
  readonly mayDelete: boolean;
  /** SDMX-CSV: names beside codes, or behind them in the same cell. */
  readonly labels: 'id' | 'name' | 'both';
  /** SDMX-CSV: columns SERIES_KEY and OBS_KEY. */
  readonly keys: 'none' | 'obs' | 'series' | 'both';
}

export interface DataMessage extends DataOptions {
  /** `SG` and the sequence. */
  readonly id: string;
  /** RFC 3339: `knownAt` of the last change that the message knows. */
  readonly prepared: string;
  /** Whether the message is for testing alone. */
  readonly test: boolean;
  /** The flows of the data sets, in the order of `FLOWS`. */
  readonly flows: readonly Flow[];
  readonly dataSets: AsyncIterable<DataSet> | Iterable<DataSet>;
  readonly nameOf: NameOf;
}

/** Whether observations of a flow have their whole key, and no series around them. */
export const isFlat = (
  { dimensionAtObservation, seriesKeysOnly }: Pick<DataOptions, 'dimensionAtObservation' | 'seriesKeysOnly'>,
  flow: Flow,
): boolean => flow === 'DF_UNDATED' || (dimensionAtObservation === 'AllDimensions' && !seriesKeysOnly);

/** One format of data. */
export interface DataWriter {
  /** Whether one message can be about several flows. */
  readonly takesSeveralFlows: boolean;
  /** Whether writing holds lists of all values in memory, so that answers have to be small. */
  readonly holdsValues: boolean;
  /** The message in parts, in order. */
  write(message: DataMessage): AsyncGenerator<string, void>;
}

import type { Observation } from '../../observation/observation.ts';
import { DIMENSIONS, type Attribute, type Dimension } from '../../structure/components.ts';
import type { DataMessage, DataSet } from '../writer.ts';
import { jsonNumber } from './json-number.ts';
import { ValueList } from './value-list.ts';

/** The lists of values of one flow, which its observations point into. */
export class Places {
  readonly dimensions: Readonly<Record<Dimension, ValueList>>;
  readonly periods = new ValueList(0);
  /** The place 0 is no value: readers take a place that is missing for 0. */
  readonly attributes: ReadonlyMap<Attribute, ValueList>;
  readonly #columns: readonly (readonly [Attribute, ValueList])[];
  readonly #measures: boolean;

  constructor({ attributes, measures }: Pick<DataMessage, 'attributes' | 'measures'>) {
    this.dimensions = Object.fromEntries(
      DIMENSIONS.map((dimension) => [dimension, new ValueList(0)]),
    ) as Record<Dimension, ValueList>;
    this.attributes = new Map(attributes.map((attribute) => [attribute, new ValueList(1)]));
    this.#columns = [...this.attributes];
    this.#measures = measures;
  }

  /** `0:0:1`, the places of the codes of a key. */
  keyOf({ key }: Observation): string {
    let places = '';
    for (const dimension of DIMENSIONS) {
      const place = this.dimensions[dimension].placeOf(key[dimension]);
      places += places === '' ? String(place) : `:${String(place)}`;
    }
    return places;
  }

  /** Place of the period in a series. */
  periodOf({ period }: Observation): string {
    return String(this.periods.placeOf(period ?? ''));
  }

  /** Value and places of attributes; those of the last attributes are left out where there is no value. */
  observationOf({ value, attributes: found }: Observation, { action }: DataSet): string {
    if (action === 'Delete') return '[]';
    let text = value === null || !this.#measures ? '[null' : `[${jsonNumber(value)}`;
    let absent = '';
    for (const [attribute, list] of this.#columns) {
      const shown = found[attribute];
      if (shown === undefined) absent += ',null';
      else {
        text += `${absent},${String(list.placeOf(shown))}`;
        absent = '';
      }
    }
    return `${text}]`;
  }
}

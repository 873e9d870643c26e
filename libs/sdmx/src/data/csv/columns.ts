import { memoized } from '@silkgauge/growth';
import type { Observation } from '../../observation/observation.ts';
import { isCoded } from '../../structure/catalogue.ts';
import { MEASURE, TIME_DIMENSION, type Component } from '../../structure/components.ts';
import { CONCEPT_NAMES } from '../../structure/concept-names.ts';
import type { DataMessage, DataSet } from '../writer.ts';
import { csvFreeText, csvText } from './csv-text.ts';

/** Marks what a row deletes. */
const DELETED = '-';

/** Headers of a component: its id, with its name behind it or in the next column. */
export function headers(component: Component, { labels, language }: DataMessage): string {
  const name = CONCEPT_NAMES[component][language];
  if (labels === 'both') return csvText(`${component}: ${name}`);
  return labels === 'name' ? `${component},${csvText(name)}` : component;
}

/** Writes the cells of a component: its value, with its name behind it or in the next cell. */
export function cellWriter(component: Component, message: DataMessage): (value: string) => string {
  const { labels, language, nameOf } = message;
  if (!isCoded(component)) {
    const cell = component === MEASURE || component === TIME_DIMENSION ? csvText : csvFreeText;
    return labels === 'name' ? (value) => `${cell(value)},` : cell;
  }
  if (labels === 'id') return csvText;
  return memoized((code) => {
    const name = nameOf(component, code)[language];
    return labels === 'both' ? csvText(`${code}: ${name}`) : `${csvText(code)},${csvFreeText(name)}`;
  });
}

/** The cells behind those of the key, for a data set: period, value and attributes. */
export function restWriter(
  message: DataMessage,
  hasPeriods: boolean,
): (observation: Observation, set: DataSet) => string {
  const { attributes, measures, seriesKeysOnly, labels } = message;
  const empty = labels === 'name' ? ',' : '';
  const period = cellWriter(TIME_DIMENSION, message);
  const value = cellWriter(MEASURE, message);
  const columns = attributes.map((attribute) => ({ attribute, cell: cellWriter(attribute, message) }));
  return (observation, { action }) => {
    const isDeleted = action === 'Delete';
    let cells = '';
    if (hasPeriods)
      cells += observation.period === null || seriesKeysOnly ? `,${empty}` : `,${period(observation.period)}`;
    if (seriesKeysOnly) return cells;
    if (measures) {
      const shown = isDeleted ? DELETED : observation.value;
      cells += shown === null ? `,${empty}` : `,${value(shown)}`;
    }
    for (const { attribute, cell } of columns) {
      const shown = isDeleted ? undefined : observation.attributes[attribute];
      cells += shown === undefined ? `,${empty}` : `,${cell(shown)}`;
    }
    return cells;
  };
}

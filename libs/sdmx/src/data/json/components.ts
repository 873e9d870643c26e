import {
  DIMENSIONS,
  MANDATORY,
  MEASURE,
  TIME_DIMENSION,
  type Component,
} from '../../structure/components.ts';
import { CONCEPT_NAMES } from '../../structure/concept-names.ts';
import type { DataMessage } from '../writer.ts';
import type { ValueForm } from './component-values.ts';
import { named } from './named.ts';
import type { Places } from './places.ts';

/** What one version of SDMX-JSON says of a component, beside its id and values. */
export interface ComponentForm extends ValueForm {
  readonly attribute: (isMandatory: boolean) => object;
}

const conceptOf = (component: Component, message: DataMessage): object =>
  named('name', CONCEPT_NAMES[component], message);

/** A JSON object in parts, so that the longest list of values is the longest part. */
type Parts = Generator<string, void>;

/** The members `dimensions`, `measures` and `attributes` of a structure. */
export function* componentsText(
  form: ComponentForm,
  message: DataMessage,
  places: Places,
  { isFlat, hasMeasures }: { readonly isFlat: boolean; readonly hasMeasures: boolean },
): Parts {
  yield '"dimensions":{"dataSet":[],"series":[';
  if (!isFlat) yield* dimensionsText(form, message, places);
  yield '],"observation":[';
  if (isFlat) yield* dimensionsText(form, message, places);
  const periods = [...places.periods.values()];
  if (periods.length > 0) yield `${isFlat ? ',' : ''}${timeText(form, message, periods)}`;
  yield ']},\n';
  if (hasMeasures)
    yield `"measures":{"observation":[${JSON.stringify({ id: MEASURE, ...conceptOf(MEASURE, message) })}]},\n`;
  yield '"attributes":{"dataSet":[],"series":[],"observation":[';
  yield* attributesText(form, message, places);
  yield ']}';
}

function* dimensionsText(form: ComponentForm, message: DataMessage, places: Places): Parts {
  for (const [keyPosition, dimension] of DIMENSIONS.entries()) {
    const values = [...places.dimensions[dimension].values()];
    const text = JSON.stringify({
      id: dimension,
      ...conceptOf(dimension, message),
      keyPosition,
      ...(dimension === 'FREQ' && { roles: ['FREQ'] }),
      values: values.map((code) => form.dimensionValue(dimension, code, message)),
    });
    yield keyPosition === 0 ? text : `,\n${text}`;
  }
}

const timeText = (form: ComponentForm, message: DataMessage, periods: readonly string[]): string =>
  JSON.stringify({
    id: TIME_DIMENSION,
    ...conceptOf(TIME_DIMENSION, message),
    keyPosition: DIMENSIONS.length,
    roles: [TIME_DIMENSION],
    values: periods.map((period) => form.periodValue(period)),
  });

function* attributesText(form: ComponentForm, message: DataMessage, places: Places): Parts {
  let separator = '';
  for (const [attribute, list] of places.attributes) {
    const head = {
      id: attribute,
      ...conceptOf(attribute, message),
      ...form.attribute(MANDATORY.has(attribute)),
    };
    yield `${separator}${JSON.stringify(head).slice(0, -1)},"values":[${JSON.stringify(form.noValue)}`;
    for (const value of list.values())
      yield `,${JSON.stringify(form.attributeValue(attribute, value, message))}`;
    yield ']}';
    separator = ',\n';
  }
}

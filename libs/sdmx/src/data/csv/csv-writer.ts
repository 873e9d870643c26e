import type { Observation } from '../../observation/observation.ts';
import { DIMENSIONS, MEASURE, TIME_DIMENSION, type Component } from '../../structure/components.ts';
import type { DataMessage, DataSet, DataWriter } from '../writer.ts';
import { cellWriter, headers, restWriter } from './columns.ts';
import { csvText, LINE_END } from './csv-text.ts';

/** What a version of SDMX-CSV has in front of the keys, and behind the attributes. */
export interface CsvForm {
  readonly lead: CsvEdge;
  readonly trail: CsvEdge;
}

export interface CsvEdge {
  readonly headers: (message: DataMessage) => readonly string[];
  readonly cells: (set: DataSet, message: DataMessage) => readonly string[];
}

/** One table of all data sets, a row for each observation; lines end with CR LF. */
export function csvWriter(form: CsvForm): DataWriter {
  return {
    takesSeveralFlows: true,
    holdsValues: false,
    async *write(message) {
      yield headerLine(form, message);
      for await (const set of message.dataSets) {
        const lineOf = lineWriter(form, message, set);
        for await (const lot of set.observations) yield lot.map(lineOf).join('');
      }
    },
  };
}

const hasPeriods = ({ flows }: DataMessage): boolean => flows.includes('DF_GROWTH');

const keyHeaders = ({ keys }: DataMessage): string[] => [
  ...(keys === 'series' || keys === 'both' ? ['SERIES_KEY'] : []),
  ...(keys === 'obs' || keys === 'both' ? ['OBS_KEY'] : []),
];

function headerLine({ lead, trail }: CsvForm, message: DataMessage): string {
  const { attributes, measures, seriesKeysOnly } = message;
  const components: Component[] = [...DIMENSIONS];
  if (hasPeriods(message)) components.push(TIME_DIMENSION);
  if (!seriesKeysOnly && measures) components.push(MEASURE);
  if (!seriesKeysOnly) components.push(...attributes);
  return `${[
    ...lead.headers(message),
    ...keyHeaders(message),
    ...components.map((component) => headers(component, message)),
    ...trail.headers(message),
  ].join(',')}${LINE_END}`;
}

/** Writes the lines of a data set. Cells of a key are written once: neighbours have the same. */
function lineWriter(form: CsvForm, message: DataMessage, set: DataSet): (observation: Observation) => string {
  const { keys, seriesKeysOnly } = message;
  const lead = form.lead.cells(set, message).map((cell) => `${csvText(cell)},`);
  const trail = form.trail.cells(set, message).map((cell) => `,${csvText(cell)}`);
  const end = `${trail.join('')}${LINE_END}`;
  const rest = restWriter(message, hasPeriods(message));
  const dimensions = DIMENSIONS.map((dimension) => ({ dimension, cell: cellWriter(dimension, message) }));
  let series = '';
  let front = '';
  let codes = '';
  return (observation) => {
    const { key, seriesKey, period } = observation;
    if (seriesKey !== series) {
      series = seriesKey;
      front = `${lead.join('')}${keys === 'series' || keys === 'both' ? `${csvText(seriesKey)},` : ''}`;
      codes = dimensions.map(({ dimension, cell }) => cell(key[dimension])).join(',');
    } else if (seriesKeysOnly) return '';
    const whole = period === null || seriesKeysOnly ? seriesKey : `${seriesKey}.${period}`;
    const observationKey = keys === 'obs' || keys === 'both' ? `${csvText(whole)},` : '';
    return `${front}${observationKey}${codes}${rest(observation, set)}${end}`;
  };
}

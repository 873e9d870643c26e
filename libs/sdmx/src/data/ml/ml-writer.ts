import type { Observation } from '../../observation/observation.ts';
import { TIME_DIMENSION } from '../../structure/components.ts';
import { AGENCY, type Flow } from '../../structure/flows.ts';
import { isFlat, type DataMessage, type DataSet, type DataWriter } from '../writer.ts';
import { xmlText } from './xml-text.ts';

/** What an SDMX-ML message of one flow looks like. */
export interface MlForm {
  /** The root with its name spaces, without `message:`. */
  readonly root: (layout: Layout) => string;
  /** Name of the root, for its end. */
  readonly rootName: (layout: Layout) => string;
  /** Where the header says what the data are of. */
  readonly structure: (layout: Layout) => string;
  readonly dataSet: (set: DataSet, layout: Layout) => string;
  readonly parts: (message: DataMessage, set: DataSet) => MlParts;
}

/** The shape of a message: flat, or series of observations over time. */
export interface Layout {
  readonly message: DataMessage;
  readonly flow: Flow;
  readonly isFlat: boolean;
}

/** The dimension that tells the observations of a message apart. */
export const levelOf = ({ isFlat }: Layout): DataMessage['dimensionAtObservation'] =>
  isFlat ? 'AllDimensions' : TIME_DIMENSION;

export interface MlParts {
  readonly openSeries: (observation: Observation) => string;
  readonly closeSeries: string;
  /** In a series. */
  readonly observation: (observation: Observation) => string;
  /** With the whole key. */
  readonly flatObservation: (observation: Observation) => string;
}

/** Messages of one form, with the data in one name space. */
export function mlWriter(form: MlForm): DataWriter {
  return {
    takesSeveralFlows: false,
    holdsValues: false,
    async *write(message) {
      const layout = layoutOf(message);
      yield `<?xml version="1.0" encoding="UTF-8"?>\n<message:${form.root(layout)}>\n${header(form, layout)}`;
      for await (const set of message.dataSets) {
        yield `<message:DataSet${form.dataSet(set, layout)}>\n`;
        const body = bodyWriter(form.parts(message, set), layout);
        for await (const lot of set.observations) yield lot.map(body.text).join('');
        yield `${body.end()}</message:DataSet>\n`;
      }
      yield `</message:${form.rootName(layout)}>\n`;
    },
  };
}

function layoutOf(message: DataMessage): Layout {
  const [flow, another] = message.flows;
  if (flow === undefined || another !== undefined)
    throw new RangeError('A message of SDMX-ML is about one flow.');
  return { message, flow, isFlat: isFlat(message, flow) };
}

/** Without names of the flow, which stand in its structure: sdmx1 fails at a name in the header of data. */
function header({ structure }: MlForm, layout: Layout): string {
  const { message } = layout;
  return [
    '<message:Header>',
    `<message:ID>${xmlText(message.id)}</message:ID>`,
    `<message:Test>${String(message.test)}</message:Test>`,
    `<message:Prepared>${xmlText(message.prepared)}</message:Prepared>`,
    `<message:Sender id="${AGENCY}"/>`,
    structure(layout),
    '</message:Header>\n',
  ].join('\n');
}

/** Puts neighbours with the same key into one series. */
function bodyWriter(
  { openSeries, closeSeries, observation, flatObservation }: MlParts,
  { isFlat, message: { seriesKeysOnly } }: Layout,
): { text: (observation: Observation) => string; end: () => string } {
  let series: string | null = null;
  return {
    text: (found) => {
      const isNew = found.seriesKey !== series;
      if (seriesKeysOnly && !isNew) return '';
      const close = series === null ? '' : closeSeries;
      series = found.seriesKey;
      if (isFlat) return flatObservation(found);
      const open = isNew ? `${close}${openSeries(found)}` : '';
      return seriesKeysOnly ? open : `${open}${observation(found)}`;
    },
    end: () => (isFlat || series === null ? '' : closeSeries),
  };
}

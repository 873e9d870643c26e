import type { Flow } from '../../structure/flows.ts';
import { isFlat, type DataMessage, type DataSet, type DataWriter } from '../writer.ts';
import { componentsText, type ComponentForm } from './components.ts';
import { observationsText } from './data-sets.ts';
import { Places } from './places.ts';

/** What one version of SDMX-JSON looks like. */
export interface JsonForm {
  readonly takesSeveralFlows: boolean;
  /** The message up to its data, with the first brace. */
  readonly head: (message: DataMessage) => string;
  readonly components: ComponentForm;
  readonly hasMeasures: boolean;
  /** Members of a data set beside its observations. */
  readonly dataSet: (set: DataSet, structure: number, message: DataMessage) => object;
  /** Around the structures, which stand behind the data sets. */
  readonly structures: readonly [open: string, close: string];
  /** Members of a structure beside its components. */
  readonly structure: (flow: Flow, dataSets: readonly number[], message: DataMessage) => object;
}

/** Data sets first, so that they are sent as they are read; the lists that they point into come behind them. */
export function jsonWriter(form: JsonForm): DataWriter {
  return {
    takesSeveralFlows: form.takesSeveralFlows,
    holdsValues: true,
    write: (message) => write(form, message),
  };
}

/** A flow with data sets: the place of its structure, the values that it has used, and its data sets. */
interface Used {
  readonly at: number;
  readonly places: Places;
  readonly dataSets: number[];
}

async function* write(form: JsonForm, message: DataMessage): AsyncGenerator<string, void> {
  if (!form.takesSeveralFlows && message.flows.length > 1)
    throw new RangeError('A message of SDMX-JSON 1.0 is about one flow.');
  const used = new Map<Flow, Used>();
  yield `${form.head(message)},\n"data":{"dataSets":[`;
  let number = 0;
  for await (const set of message.dataSets) {
    const ofFlow = used.get(set.flow) ?? { at: used.size, places: new Places(message), dataSets: [] };
    used.set(set.flow, ofFlow);
    ofFlow.dataSets.push(number);
    yield `${number === 0 ? '' : ',\n'}${openObject(form.dataSet(set, ofFlow.at, message))}`;
    yield* observationsText(message, set, ofFlow.places);
    yield '}';
    number += 1;
  }
  const [open, close] = form.structures;
  yield `],\n${open}`;
  let separator = '';
  for (const [flow, { places, dataSets }] of used) {
    yield `${separator}${openObject(form.structure(flow, dataSets, message))}`;
    yield* componentsText(form.components, message, places, {
      isFlat: isFlat(message, flow),
      hasMeasures: form.hasMeasures,
    });
    yield '}';
    separator = ',\n';
  }
  yield `${close}}}\n`;
}

/** An object without its last brace, for members behind these. */
const openObject = (members: object): string => `${JSON.stringify(members).slice(0, -1)},`;

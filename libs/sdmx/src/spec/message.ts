import { ATTRIBUTES } from '../structure/components.ts';
import { FLOWS, type Flow } from '../structure/flows.ts';
import { namesOf } from '../structure/code-names.ts';
import type { Action, DataMessage, DataSet, DataWriter } from '../data/writer.ts';
import type { Observation } from '../observation/observation.ts';
import { byKeyAndPeriod } from '../observation/order.ts';

/** Registers know these codes alone. */
const REGISTERED: ReadonlyMap<string, { en: string; zh: string }> = new Map([
  ['NAEDZ', { en: 'Zhengzhou "E" Zone, office', zh: '郑州经开区' }],
  ['CNY', { en: 'Yuan renminbi', zh: '人民币' }],
]);

/** A data set of one flow, in order and in lots of two. */
export function dataSet(
  observations: readonly Observation[],
  members: Partial<DataSet> & { readonly action?: Action } = {},
): DataSet {
  const ordered = [...observations].sort(byKeyAndPeriod);
  const lots: Observation[][] = [];
  for (let from = 0; from < ordered.length; from += 2) lots.push(ordered.slice(from, from + 2));
  return { flow: ordered[0]?.flow ?? 'DF_GROWTH', action: 'Replace', observations: lots, ...members };
}

/** A message with all that there is, unless other members are given. */
export const message = (dataSets: readonly DataSet[], members: Partial<DataMessage> = {}): DataMessage => ({
  id: 'SG1042',
  prepared: '2020-07-16T02:00:00.000Z',
  test: false,
  context: 'dataflow',
  language: 'en',
  dimensionAtObservation: 'TIME_PERIOD',
  attributes: ATTRIBUTES,
  measures: true,
  seriesKeysOnly: false,
  isInOwnOrder: true,
  mayDelete: false,
  labels: 'id',
  keys: 'none',
  flows: FLOWS.filter((flow: Flow) => dataSets.some((set) => set.flow === flow)),
  dataSets,
  nameOf: namesOf((_component, code) => REGISTERED.get(code)),
  ...members,
});

/** The whole text of a message. */
export async function textOf(writer: DataWriter, asked: DataMessage): Promise<string> {
  const parts: string[] = [];
  for await (const part of writer.write(asked)) parts.push(part);
  return parts.join('');
}

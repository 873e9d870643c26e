import type { JoinedState } from '@silkgauge/contract';
import fc from 'fast-check';
import { observationsOf } from '../../observation/observations-of.ts';
import { articleStates, print, statesOf, UNTOLD } from '../../spec/article.ts';
import { dsdSchema } from '../../spec/dsd-schema.ts';
import { madeState, undatedState } from '../../spec/made-states.ts';
import { dataSet, message, textOf } from '../../spec/message.ts';
import { faultsOfAll, type DerivedSchema } from '../../spec/official-schemas.ts';
import { contextName } from '../../structure/catalogue.ts';
import type { Flow } from '../../structure/flows.ts';
import { artefactUrn } from '../../structure/urns.ts';
import type { DataMessage, DataWriter } from '../writer.ts';
import { ml21Generic, ml21GenericTimeSeries } from './ml-21-generic.ts';
import { ml21StructureSpecific, ml21StructureSpecificTimeSeries } from './ml-21-structure-specific.ts';
import { ml3 } from './ml-3.ts';

const seen = (states: readonly JoinedState[]) => states.flatMap((state) => observationsOf(state, UNTOLD));

const article = seen(articleStates());
const undated = seen(statesOf([print('U1', { period: '_U', value: '7' })], ['_U']));

/** The schemas of our two flows, in series and flat. */
function derivedFrom(version: '2.1' | '3.0'): DerivedSchema[] {
  const context = version === '2.1' ? 'datastructure' : 'dataflow';
  const schema = (flow: Flow, isFlat: boolean) => {
    const space = `${artefactUrn(contextName(context, flow))}:ObsLevelDim:${isFlat ? 'AllDimensions' : 'TIME_PERIOD'}`;
    const hasPeriods = flow === 'DF_GROWTH';
    return {
      space,
      text: dsdSchema({ version: version === '2.1' ? 'v2_1' : 'v3_0', space, isFlat, hasPeriods }),
    };
  };
  return [schema('DF_GROWTH', false), schema('DF_GROWTH', true), schema('DF_UNDATED', true)];
}

const VERSIONS: readonly [version: '2.1' | '3.0', writers: readonly DataWriter[]][] = [
  ['2.1', [ml21Generic, ml21GenericTimeSeries, ml21StructureSpecific, ml21StructureSpecificTimeSeries]],
  ['3.0', [ml3]],
];

describe.each(VERSIONS)('the official schemas of SDMX-ML %s', (version, writers) => {
  const derived = derivedFrom(version);

  /** What the schemas say against these messages in each form. */
  const faultsOf = async (...all: readonly DataMessage[]) => {
    const texts = await Promise.all(writers.flatMap((writer) => all.map((asked) => textOf(writer, asked))));
    return faultsOfAll(version, texts, derived);
  };

  it('refuse what is none', async () => {
    for (const writer of writers) {
      const text = await textOf(writer, message([dataSet(article)]));
      for (const broken of [
        text.replace(/message:ID>/g, 'message:Id>'),
        text.replace('</message:DataSet>', '<Broken/></message:DataSet>'),
      ])
        expect(await faultsOfAll(version, [broken], derived)).not.toEqual([]);
    }
  });

  it.each<[string, Partial<DataMessage>]>([
    ['in series', {}],
    ['flat', { dimensionAtObservation: 'AllDimensions' }],
    ['of series keys', { seriesKeysOnly: true, attributes: [], measures: false }],
    ['of values alone', { attributes: [] }],
    ['of attributes alone', { measures: false }],
  ])('take the article %s', async (_how, members) => {
    expect(await faultsOf(message([dataSet(article)], members))).toEqual([]);
  });

  it('take figures without a period', async () => {
    expect(await faultsOf(message([dataSet(undated)]))).toEqual([]);
  });

  it('take deletions and the bounds of validity', async () => {
    const gone = dataSet(article.slice(0, 1), { action: 'Delete', validTo: '2020-07-17T00:00:00.000Z' });
    const there = dataSet(article.slice(1), { validFrom: '2020-07-17T00:00:00.000Z' });
    expect(await faultsOf(message([gone, there], { mayDelete: true }))).toEqual([]);
  });

  it('take whatever a state may have', async () => {
    const states = fc.sample(fc.oneof(madeState(), undatedState), 40);
    const asked = states.map((state) => seen([state])).filter((observations) => observations.length > 0);
    expect(asked.length).toBeGreaterThan(0);
    expect(await faultsOf(...asked.map((observations) => message([dataSet(observations)])))).toEqual([]);
  });
});

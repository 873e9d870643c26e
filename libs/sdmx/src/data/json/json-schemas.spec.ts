import type { JoinedState } from '@silkgauge/contract';
import fc from 'fast-check';
import { observationsOf } from '../../observation/observations-of.ts';
import { articleStates, print, statesOf, UNTOLD } from '../../spec/article.ts';
import { madeState, undatedState } from '../../spec/made-states.ts';
import { dataSet, message, textOf } from '../../spec/message.ts';
import { jsonFaults, unknownMembers } from '../../spec/official-schemas.ts';
import type { DataMessage } from '../writer.ts';
import { json1 } from './json-1.ts';
import { json20, json21 } from './json-2.ts';

const VERSIONS = [
  ['1.0.0', json1],
  ['2.0.0', json20],
  ['2.1.0', json21],
] as const;

const seen = (states: readonly JoinedState[]) => states.flatMap((state) => observationsOf(state, UNTOLD));

const article = seen(articleStates());
const undated = seen(statesOf([print('U1', { period: '_U', value: '7' })], ['_U']));

describe.each(VERSIONS)('the official schema of SDMX-JSON %s', (version, writer) => {
  const faultsOf = async (asked: DataMessage) => jsonFaults('data', version, await textOf(writer, asked));

  it('refuses what is none', () => {
    const broken = { meta: { id: 'a b' }, data: { dataSets: [{ series: { a: {} } }] } };
    expect(jsonFaults('data', version, JSON.stringify(broken))).not.toEqual([]);
  });

  it.each<[string, Partial<DataMessage>]>([
    ['in series', {}],
    ['flat', { dimensionAtObservation: 'AllDimensions' }],
    ['in Chinese', { language: 'zh' }],
    ['of the data structure', { context: 'datastructure' }],
    ['of series keys', { seriesKeysOnly: true, attributes: [], measures: false }],
    ['of values alone', { attributes: [] }],
    ['of attributes alone', { measures: false }],
  ])('takes the article %s', async (_how, members) => {
    expect(await faultsOf(message([dataSet(article)], members))).toEqual([]);
  });

  it('knows each member of the article', async () => {
    expect(unknownMembers(version, await textOf(writer, message([dataSet(article)])))).toEqual([]);
  });

  it('takes figures without a period', async () => {
    expect(await faultsOf(message([dataSet(undated)]))).toEqual([]);
  });

  it('takes deletions and the bounds of validity', async () => {
    const gone = dataSet(article.slice(0, 1), { action: 'Delete', validTo: '2020-07-17T00:00:00.000Z' });
    const there = dataSet(article.slice(1), { validFrom: '2020-07-17T00:00:00.000Z' });
    expect(await faultsOf(message([gone, there], { mayDelete: true }))).toEqual([]);
  });

  it('takes whatever a state may have', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(madeState(), undatedState), async (state) => {
        const observations = seen([state]);
        if (observations.length > 0) expect(await faultsOf(message([dataSet(observations)]))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

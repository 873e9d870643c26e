import type { JoinedState } from '@silkgauge/contract';
import { observationsOf } from '../../observation/observations-of.ts';
import type { Observation } from '../../observation/observation.ts';
import { articleStates, print, statesOf, UNTOLD } from '../../spec/article.ts';
import { dataSet, message, textOf } from '../../spec/message.ts';
import { parseDigits, readJson } from '../../spec/read-back.ts';
import { json1 } from './json-1.ts';
import { json20, json21 } from './json-2.ts';
import { jsonNumber } from './json-number.ts';

const seen = (states: readonly JoinedState[]): Observation[] =>
  states.flatMap((state) => observationsOf(state, UNTOLD));

const article = seen(articleStates());
const undated = seen(statesOf([print('U1', { period: '_U', value: '7' })], ['_U']));

/** Members of a message, as far as these tests look. */
interface Parsed {
  readonly $schema?: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly data: {
    readonly structures?: readonly Structure[];
    readonly structure?: Structure;
    readonly dataSets: readonly Readonly<Record<string, unknown>>[];
  };
}
interface Structure {
  readonly name: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly description: string;
  readonly annotations: unknown;
  readonly dataSets?: unknown;
  readonly dimensions: Readonly<Record<'dataSet' | 'series' | 'observation', readonly Component[]>>;
  readonly attributes: Readonly<Record<'dataSet' | 'series' | 'observation', readonly Component[]>>;
}
interface Component {
  readonly id: string;
  readonly name: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly roles?: readonly string[];
  readonly values: readonly unknown[];
}

const parsed = (text: string): Parsed => JSON.parse(text) as Parsed;
const valuesOf = (components: readonly Component[] | undefined, id: string) =>
  components?.find((component) => component.id === id)?.values;

describe('SDMX-JSON', () => {
  it('has the article as the first observation of the first series', async () => {
    const text = await textOf(json21, message([dataSet(article)]));
    expect(text).toContain(
      '"series":{"0:0:0:0:0:0:0:0:0:0:0:0:0":{"observations":{"0":[350,1,1,1,1,1,1,1,1,1,null,1,',
    );
    const [structure] = parsed(text).data.structures ?? [];
    const observed = structure?.attributes.observation;
    expect(valuesOf(observed, 'OBS_STATUS')).toMatchObject([null, { id: '_U' }, { id: 'O' }]);
    expect(valuesOf(observed, 'OBS_LOW')?.slice(0, 2)).toEqual([null, { value: '345', name: '345' }]);
  });

  it('gives each attribute values of which the first is none, in 1.0 an empty name', async () => {
    for (const [writer, none] of [
      [json21, null],
      [json20, null],
      [json1, { name: '' }],
    ] as const) {
      const { data } = parsed(await textOf(writer, message([dataSet(article)])));
      const structure = data.structures?.[0] ?? data.structure;
      for (const { values } of structure?.attributes.observation ?? []) expect(values[0]).toEqual(none);
    }
  });

  it('has numbers with the digits of the state', async () => {
    const first = { ...(article[0] as Observation), value: '-31.10' };
    const long = { ...first, period: '2020', value: '123456789012345678901234567890.12345678901234567890' };
    const text = await textOf(json21, message([dataSet([first, long])]));
    expect(text).toContain('[-31.10,');
    expect(readJson(text).map(({ value }) => value)).toEqual(['-31.10', long.value]);
  });

  it.each([
    ['007.50', '7.50'],
    ['-00.5', '-0.5'],
    ['0', '0'],
    ['0.0000', '0.0000'],
    ['100', '100'],
  ])('writes %s as %s, for JSON has no zeros in front', (digits, number) => {
    expect(jsonNumber(digits)).toBe(number);
  });

  it('leaves out the last attributes that are not there, and has null for others', async () => {
    const bare = { ...(article[0] as Observation), attributes: { CONF_STATUS: 'F' } };
    expect(await textOf(json21, message([dataSet([bare])]))).toContain('"0":[350,null,1]}');
  });

  it('has every list of components, and annotations', async () => {
    for (const writer of [json21, json20, json1]) {
      const { data } = parsed(await textOf(writer, message([dataSet(article)])));
      const structure = data.structures?.[0] ?? data.structure;
      expect(structure).toMatchObject({
        annotations: [],
        dimensions: { dataSet: [], series: expect.any(Array), observation: [{ id: 'TIME_PERIOD' }] },
        attributes: { dataSet: [], series: [], observation: expect.any(Array) },
      });
      expect(structure?.dimensions.series).toHaveLength(13);
      expect(structure?.attributes.observation).toHaveLength(32);
    }
  });

  it('tells its schema in the first 350 characters', async () => {
    const asked = message([dataSet(article)], { language: 'zh' });
    const of21 = await textOf(json21, asked);
    expect(of21).toMatch(
      /^\{"\$schema":"https:\/\/json\.sdmx\.org\/2\.1\/sdmx-json-data-schema\.json","meta":\{"schema":/,
    );
    const of20 = await textOf(json20, asked);
    expect(of20).toMatch(
      /^\{"meta":\{"schema":"https:\/\/json\.sdmx\.org\/2\.0\.0\/sdmx-json-data-schema\.json"/,
    );
    for (const text of [of21, of20])
      expect(text.slice(0, 350)).toContain('"contentLanguages":["zh","en"],"sender":{"id":"SILKGAUGE"}');
    expect(parsed(await textOf(json1, asked)).meta['contentLanguages']).toEqual(['zh', 'en']);
  });

  it('has a period with its first and last second, and of 1.0 with an id that has no slash', async () => {
    const bounds = { start: '2020-01-01T00:00:00Z', end: '2020-05-31T23:59:59Z' };
    const { data: of2 } = parsed(await textOf(json20, message([dataSet(article)])));
    expect(valuesOf(of2.structures?.[0]?.dimensions.observation, 'TIME_PERIOD')?.[0]).toEqual({
      value: '2020-01-01/P5M',
      name: '2020-01-01/P5M',
      ...bounds,
    });
    const { data: of1 } = parsed(await textOf(json1, message([dataSet(article)])));
    expect(valuesOf(of1.structure?.dimensions.observation, 'TIME_PERIOD')?.[0]).toEqual({
      id: '2020-01-01_P5M',
      name: '2020-01-01/P5M',
      ...bounds,
    });
  });

  it.each([
    ['1.0', json1],
    ['2.1', json21],
  ] as const)('has names in the language that was asked for, and in both (%s)', async (_, writer) => {
    const { data } = parsed(await textOf(writer, message([dataSet(article)], { language: 'zh' })));
    const structure = data.structures?.[0] ?? data.structure;
    expect(structure).toMatchObject({ name: '贸易增长', names: { en: 'Growth of trade', zh: '贸易增长' } });
    expect(structure?.description).toContain('/v1/claims');
    expect(valuesOf(structure?.dimensions.series, 'READING')?.[0]).toEqual({
      id: 'TO-TIMES',
      name: '读作增长到若干倍',
      names: { en: 'read as to so many times', zh: '读作增长到若干倍' },
    });
    const series = structure?.dimensions.series ?? [];
    expect(series.map(({ id, names, roles }) => [id, names !== undefined, roles])).toContainEqual([
      'FREQ',
      true,
      ['FREQ'],
    ]);
  });

  it.each([
    ['2.0', json20],
    ['2.1', json21],
  ] as const)('has a data set and a structure for each flow (%s)', async (_, writer) => {
    const text = await textOf(writer, message([dataSet(article), dataSet(undated)]));
    const { data } = parsed(text);
    expect(data.structures?.map(({ dataSets }) => dataSets)).toEqual([[0], [1]]);
    expect(data.dataSets.map(({ structure }) => structure)).toEqual([0, 1]);
    expect(readJson(text).at(-1)).toMatchObject({ flow: 'DF_UNDATED', period: null, value: '7' });
  });

  it('of 1.0 and SDMX-ML takes one flow alone', async () => {
    await expect(textOf(json1, message([dataSet(article), dataSet(undated)]))).rejects.toThrow(RangeError);
  });

  it('tells what is to be deleted by its keys, and from when and until when data are valid', async () => {
    const gone = dataSet(article.slice(0, 1), { action: 'Delete', validTo: '2020-07-17T00:00:00Z' });
    const there = dataSet(article.slice(1), { validFrom: '2020-07-17T00:00:00Z' });
    for (const writer of [json1, json20, json21]) {
      const text = await textOf(writer, message([gone, there]));
      const { data } = parsed(text);
      expect(data.dataSets).toMatchObject([
        { action: 'Delete', validTo: '2020-07-17T00:00:00Z' },
        { action: 'Replace', validFrom: '2020-07-17T00:00:00Z' },
      ]);
      expect(readJson(text)[0]).toMatchObject({ action: 'Delete', value: null, attributes: {} });
    }
  });

  it('of series keys has series without observations', async () => {
    const asked = { attributes: [], measures: false, seriesKeysOnly: true } as const;
    const text = await textOf(json21, message([dataSet(article)], asked));
    const { data } = parsed(text);
    const series = data.dataSets[0]?.['series'] as object;
    expect(Object.values(series)).toEqual(Array.from({ length: 7 }, () => ({ observations: {} })));
    expect(data.structures?.[0]?.dimensions.observation).toEqual([]);
  });

  it('in another order than the own has each series once, with all its periods', async () => {
    const [first, second] = article as [Observation, Observation];
    const mixed = [first, second, { ...first, period: '2021' }, { ...second, period: '2021' }];
    const set = { flow: 'DF_GROWTH', action: 'Replace', observations: [mixed] } as const;
    const text = await textOf(json21, message([set], { isInOwnOrder: false }));
    expect(readJson(text)).toHaveLength(4);
    expect(Object.keys(parsed(text).data.dataSets[0]?.['series'] as object)).toHaveLength(2);
  });

  it('of nothing is a message still', async () => {
    for (const flat of ['TIME_PERIOD', 'AllDimensions'] as const)
      for (const isInOwnOrder of [true, false]) {
        const asked = message([dataSet([])], {
          dimensionAtObservation: flat,
          isInOwnOrder,
          flows: ['DF_GROWTH'],
        });
        expect(readJson(await textOf(json21, asked))).toEqual([]);
      }
  });

  it('does not name a measure in 1.0', async () => {
    expect(parseDigits(await textOf(json1, message([dataSet(article)])))).not.toHaveProperty(
      'data.structure.measures',
    );
  });
});

import type { JoinedState } from '@silkgauge/contract';
import { observationsOf } from '../../observation/observations-of.ts';
import type { Observation } from '../../observation/observation.ts';
import { articleStates, print, statesOf, UNTOLD } from '../../spec/article.ts';
import { dataSet, message, textOf } from '../../spec/message.ts';
import { csvCells } from '../../spec/read-back.ts';
import { csv1 } from './csv-1.ts';
import { DATA_WRITERS } from '../data-writers.ts';
import { csv2 } from './csv-2.ts';
import { csvFreeText, csvText } from './csv-text.ts';

const seen = (states: readonly JoinedState[]): Observation[] =>
  states.flatMap((state) => observationsOf(state, UNTOLD));

const article = seen(articleStates());
const SHOWN = { attributes: ['OBS_STATUS', 'UNIT_MEASURE', 'OBS_LOW', 'OBS_HIGH'] } as const;
const DIMENSIONS =
  'REPORTER,REF_AREA,INDICATOR,COVERAGE,FLOW,MODE,PRODUCT,COUNTERPART,CURRENCY,FREQ,TRANSFORMATION,BASIS,READING';
const SERIES = 'NAEDZ,CN-Z-NAEDZ,CBEC,LOCAL,_T,_T,_T,_T,CNY';
const FLOW = 'dataflow,SILKGAUGE:DF_GROWTH(1.0.0),R';

const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join('');

describe('SDMX-CSV', () => {
  it.each(['csv2_0', 'csv2_1'] as const)('has the article, byte for byte (%s)', async (format) => {
    expect(await textOf(DATA_WRITERS[format], message([dataSet(article)], SHOWN))).toBe(
      lines(
        `STRUCTURE,STRUCTURE_ID,ACTION,${DIMENSIONS},TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,OBS_LOW,OBS_HIGH`,
        `${FLOW},${SERIES},_O,GY,REPORTED,TO-TIMES,2020-01-01/P5M,350,_U,percent,345,355`,
        `${FLOW},${SERIES},_O,GY,REPORTED,UP-BY-TIMES,2020-01-01/P5M,450,_U,percent,445,455`,
        `${FLOW},${SERIES},_O,GY,REPORTED,_Z,2020-01-01/P5M,,O,percent,,`,
        `${FLOW},${SERIES},_O,N,IMPLIED,TO-TIMES,2019-01-01/P5M,30000000,_U,CNY,29560439,30449439`,
        `${FLOW},${SERIES},_O,N,IMPLIED,UP-BY-TIMES,2019-01-01/P5M,24545455,_U,CNY,24234234,24862386`,
        `${FLOW},${SERIES},_O,N,IMPLIED,_Z,2019-01-01/P5M,,O,CNY,,`,
        `${FLOW},${SERIES},_O,N,REPORTED,_Z,2020-01-01/P5M,135000000,_U,CNY,134500000,135500000`,
      ),
    );
  });

  it('of 1.0 begins with the dataflow', async () => {
    const [header, first] = (await textOf(csv1, message([dataSet(article)], SHOWN))).split('\r\n');
    expect(header).toBe(
      `DATAFLOW,${DIMENSIONS},TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,OBS_LOW,OBS_HIGH`,
    );
    expect(first).toBe(
      `SILKGAUGE:DF_GROWTH(1.0.0),${SERIES},_O,GY,REPORTED,TO-TIMES,2020-01-01/P5M,350,_U,percent,345,355`,
    );
  });

  it('names the data structure where that was asked for', async () => {
    const text = await textOf(csv2, message([dataSet(article)], { ...SHOWN, context: 'datastructure' }));
    expect(csvCells(text)[0]).toMatchObject({
      STRUCTURE: 'datastructure',
      STRUCTURE_ID: 'SILKGAUGE:DSD_GROWTH(1.0.0)',
    });
  });

  it('has all columns in the order of the structure, and no other', async () => {
    const [cells] = csvCells(await textOf(csv2, message([dataSet(article)])));
    expect(Object.keys(cells ?? {}).join(' ')).toBe(
      [
        'STRUCTURE STRUCTURE_ID ACTION REPORTER REF_AREA INDICATOR COVERAGE FLOW MODE PRODUCT COUNTERPART CURRENCY',
        'FREQ TRANSFORMATION BASIS READING TIME_PERIOD OBS_VALUE OBS_STATUS CONF_STATUS UNIT_MEASURE UNIT_MULT',
        'DECIMALS FIGURE_STATUS VERDICT OBS_LOW OBS_HIGH GAP COMPARED_WITH FLAGS READINGS PRINT PRINTED_VALUE',
        'PRINTED_HIGH PRINTED_MULTIPLIER PRINTED_UNIT WORDING QUALIFIER FORMULA EVENTS UNITS LAST_ORDERED_AT',
        'PUBLISHED_AT EVIDENCE_DOCUMENT EVIDENCE_QUOTE EVIDENCE_KIND PUBLISHER VERSION SEQUENCE KNOWN_AT',
      ].join(' '),
    );
  });

  it('has names behind codes in the language that was asked for', async () => {
    const text = await textOf(
      csv2,
      message([dataSet(article)], { ...SHOWN, labels: 'both', language: 'zh' }),
    );
    expect(csvCells(text)[0]).toMatchObject({
      STRUCTURE_ID: 'SILKGAUGE:DF_GROWTH(1.0.0): 贸易增长',
      'REPORTER: 发布方': 'NAEDZ: 郑州经开区',
      'READING: 读法': 'TO-TIMES: 读作增长到若干倍',
      'TIME_PERIOD: 时期': '2020-01-01/P5M',
      'OBS_VALUE: 观测值': '350',
      'UNIT_MEASURE: 计量单位': 'percent: 百分比',
    });
  });

  it('has names in columns of their own, which quotes and commas do not break', async () => {
    const text = await textOf(csv2, message([dataSet(article)], { ...SHOWN, labels: 'name' }));
    const [header, first] = text.split('\r\n');
    expect(header).toMatch(
      /^STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REPORTER,Reporter,REF_AREA,Reference area,/,
    );
    expect(header).toContain(
      ',TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,',
    );
    expect(first).toContain(',Growth of trade,R,NAEDZ,"Zhengzhou ""E"" Zone, office",CN-Z-NAEDZ,CN-Z-NAEDZ,');
    expect(csvCells(text)[0]).toMatchObject({ Reading: 'read as to so many times', 'Observation value': '' });
  });

  it('has columns of keys', async () => {
    const asked = { ...SHOWN, keys: 'both' } as const;
    const [cells] = csvCells(await textOf(csv2, message([dataSet(article)], asked)));
    const key = `${SERIES.replaceAll(',', '.')}._O.GY.REPORTED.TO-TIMES`;
    expect(cells).toMatchObject({ SERIES_KEY: key, OBS_KEY: `${key}.2020-01-01/P5M` });
    const text = await textOf(csv2, message([dataSet(article)], { ...SHOWN, keys: 'series' }));
    expect(text).toMatch(/^STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,REPORTER,/);
  });

  it('of deletions has D, the key, and a dash for the value', async () => {
    const asked = message([dataSet(article.slice(0, 1), { action: 'Delete' })], {
      ...SHOWN,
      mayDelete: true,
    });
    const key = `${SERIES},_O,GY,REPORTED,TO-TIMES,2020-01-01/P5M`;
    expect((await textOf(csv2, asked)).split('\r\n')[1]).toBe(
      `dataflow,SILKGAUGE:DF_GROWTH(1.0.0),D,${key},-,,,,`,
    );
    const of1 = await textOf(csv1, asked);
    expect(of1.split('\r\n')[1]).toBe(`SILKGAUGE:DF_GROWTH(1.0.0),${key},-,,,,,D`);
  });

  it('of series keys has one row a series, without a period', async () => {
    const asked = message([dataSet(article)], { attributes: [], measures: false, seriesKeysOnly: true });
    const text = await textOf(csv2, asked);
    expect(text.split('\r\n')[0]).toBe(`STRUCTURE,STRUCTURE_ID,ACTION,${DIMENSIONS},TIME_PERIOD`);
    expect(csvCells(text)).toHaveLength(new Set(article.map(({ seriesKey }) => seriesKey)).size);
    expect(csvCells(text).every(({ TIME_PERIOD }) => TIME_PERIOD === '')).toBe(true);
  });

  it('of both flows is one table; of undated figures alone there is no period', async () => {
    const undated = seen(statesOf([print('U1', { period: '_U', value: '7' })], ['_U']));
    const both = csvCells(await textOf(csv2, message([dataSet(article), dataSet(undated)])));
    expect(both.at(-1)).toMatchObject({
      STRUCTURE_ID: 'SILKGAUGE:DF_UNDATED(1.0.0)',
      TIME_PERIOD: '',
      OBS_VALUE: '7',
    });
    const [alone] = csvCells(await textOf(csv2, message([dataSet(undated)])));
    expect(alone).not.toHaveProperty('TIME_PERIOD');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\r\nb\nc\rd', 'a b c d'],
    ['a\v\f\x1c\x1d\x1e\x85\u2028\u2029b', 'a        b'],
    ['a\r\n,b', '"a ,b"'],
    ['=1+1', '=1+1'],
    ['-1', '-1'],
    [' a ', ' a '],
  ])('writes %j as %j: in one line, with no apostrophe', (text, cell) => {
    expect(csvText(text)).toBe(cell);
  });

  it.each([
    ['=cmd|1!A', "'=cmd|1!A"],
    ['@SUM(1,2)', `"'@SUM(1,2)"`],
    [' \t+1+1', "' \t+1+1"],
    ['\uFF1Dcmd|1', "'\uFF1Dcmd|1"],
    ['-A1', "'-A1"],
    ['-5.2', '-5.2'],
    ['2020-01-01', '2020-01-01'],
    ['a=b', 'a=b'],
  ])('writes free text %j as %j', (text, cell) => {
    expect(csvFreeText(text)).toBe(cell);
  });

  it('runs no text of a pusher as a formula, and changes no code and no number', async () => {
    const [first] = article;
    const hostile = {
      ...(first as Observation),
      value: '-5.2',
      attributes: {
        ...first?.attributes,
        OBS_LOW: '-5.25',
        EVIDENCE_DOCUMENT: '=cmd|1!A',
        PRINTED_VALUE: '-5.2',
      },
    };
    for (const labels of ['id', 'name', 'both'] as const) {
      const [cells] = csvCells(await textOf(csv2, message([dataSet([hostile])], { labels })));
      const of = (id: string) => Object.entries(cells ?? {}).find(([name]) => name.split(':')[0] === id)?.[1];
      expect([of('OBS_VALUE'), of('OBS_LOW'), of('PRINTED_VALUE'), of('EVIDENCE_DOCUMENT')]).toEqual([
        ...['-5.2', '-5.25', '-5.2', "'=cmd|1!A"],
      ]);
    }
  });
});

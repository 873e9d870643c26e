import type { Availability } from '@silkgauge/contract';
import { readQuestion } from './question.ts';

const code = (name: string, en: string, zh: string, also: readonly string[] = [], states = 1) => ({
  ...{ code: name, names: { en, zh }, states, series: 1 },
  ...(also.length > 0 && { also }),
});
const china = code('CN', "People's Republic of China", '中国', ['China'], 90);
const availability = {
  dimensions: {
    reporter: [
      code('GACC', 'General Administration of Customs of China', '海关总署'),
      code('ONLINE-RETAIL', 'A web shop in the United Kingdom', '英国一家网店'),
    ],
    area: [
      china,
      code('US', 'United States of America', '美国', ['United States', 'USA']),
      code('CN-HA', 'Henan', '河南'),
      code('CN-Z-ZAEZ', 'Zhengzhou Airport Economy Zone', '郑州航空港'),
    ],
    indicator: [
      code('CBEC', 'Cross-border e-commerce trade, value', '跨境电商进出口额'),
      code('GOODS', 'Goods trade, value', '货物贸易进出口额'),
    ],
    product: [
      code('HS85', 'Electrical machinery and equipment', '电机、电气设备'),
      code('_T', 'Total', '合计'),
    ],
    flow: [code('X', 'Exports', '出口'), code('M', 'Imports', '进口'), code('_T', 'Both', '进出口')],
    counterpart: [china, code('DE', 'Germany', '德国'), code('_T', 'World', '全球')],
    mode: [code('9710', 'Business to business', '跨境电商B2B直接出口')],
    coverage: [],
    currency: [],
  },
} as unknown as Availability;

const read = (text: string) => readQuestion(availability, text);

describe('a search read as a question', () => {
  it.each([
    ['Henan 2020', { area: ['CN-HA'] }, '2020'],
    ['河南2020年', { area: ['CN-HA'] }, '2020'],
    ['Henan cross-border e-commerce', { area: ['CN-HA'], indicator: ['CBEC'] }, null],
    ['河南跨境电商', { area: ['CN-HA'], indicator: ['CBEC'] }, null],
    ['河南跨境电商2020年上半年', { area: ['CN-HA'], indicator: ['CBEC'] }, '2020-S1'],
    ['chapter 85', { product: ['HS85'] }, null],
    ['第85章', { product: ['HS85'] }, null],
    ['United States imports from China', { area: ['US'], flow: ['M'], counterpart: ['CN'] }, null],
    ['美国自中国进口', { area: ['US'], flow: ['M'], counterpart: ['CN'] }, null],
    ['USA imports chapter 85 june 2021', { area: ['US'], flow: ['M'], product: ['HS85'] }, '2021-06'],
    ['growth of the exports of China in 2021', { area: ['CN'], flow: ['X'] }, '2021'],
    ['zhengzhou H1 2020', { area: ['CN-Z-ZAEZ'] }, '2020-S1'],
    ['online retail Germany', { reporter: ['ONLINE-RETAIL'], counterpart: ['DE'] }, null],
    ['gacc goods trade', { reporter: ['GACC'], indicator: ['GOODS'] }, null],
  ])('%s', (text, filter, period) => {
    expect(read(text)).toEqual({ filter, period });
  });

  it.each(['', 'Henan', 'USA', '2020', 'Henan nonsense 2020', '河南胡说', 'of the', '9710'])(
    '"%s" is none',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );
});

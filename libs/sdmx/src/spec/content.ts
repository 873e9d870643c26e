import type { Content } from '../structure/build.ts';
import { namesOf } from '../structure/code-names.ts';

const AREAS: Readonly<Record<string, { en: string; zh: string }>> = {
  CN: { en: 'China', zh: '中国' },
  US: { en: 'United States', zh: '美国' },
  _T: { en: 'Total', zh: '合计' },
};

/** What a small product would have: a few codes of each flow. */
export const CONTENT: Content = {
  used: {
    DF_GROWTH: {
      codes: {
        REPORTER: ['NAEDZ', 'USCENSUS'],
        REF_AREA: ['CN', 'CN-Z-NAEDZ', 'US'],
        INDICATOR: ['CBEC'],
        COVERAGE: ['LOCAL'],
        FLOW: ['M', 'X', '_T'],
        MODE: ['9610', '_T'],
        PRODUCT: ['HS84', '_T'],
        COUNTERPART: ['_T'],
        CURRENCY: ['CNY', 'USD'],
        FREQ: ['M', '_O'],
        TRANSFORMATION: ['G-2018-01-01_P5M', 'GY', 'N', 'SHARE'],
        BASIS: ['COMPUTED', 'REPORTED'],
        READING: ['P-0123456789ab', 'TO-TIMES', '_Z'],
        OBS_STATUS: ['A', 'O', '_U'],
        CONF_STATUS: ['F'],
        UNIT_MEASURE: ['CNY', 'orders-per-second', 'percent'],
        UNIT_MULT: ['0'],
        DECIMALS: ['0', '2'],
        FIGURE_STATUS: ['A', '_U'],
        VERDICT: ['conflicts', 'unchecked'],
      },
      period: { start: '2019-01-01', end: '2020-12-31' },
      counts: { series: 12, observations: 345 },
    },
    DF_UNDATED: {
      codes: {
        REPORTER: ['NAEDZ'],
        REF_AREA: ['CN'],
        INDICATOR: ['CBEC'],
        COUNTERPART: ['_T'],
        FREQ: ['_U'],
      },
      period: null,
      counts: { series: 2, observations: 2 },
    },
  },
  nameOf: namesOf((component, code) =>
    component === 'REF_AREA' || component === 'COUNTERPART' ? AREAS[code] : undefined,
  ),
};

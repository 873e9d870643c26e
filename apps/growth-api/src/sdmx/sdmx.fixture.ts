import type { StateDocument } from '@silkgauge/contract';
import { parse } from 'csv-parse/sync';
import { documentOf, type TestApi } from '../growth-api.fixture.ts';

export const CSV = 'application/vnd.sdmx.data+csv;version=2.0.0';
export const CSV_1 = 'application/vnd.sdmx.data+csv;version=1.0.0';
export const JSON_2 = 'application/vnd.sdmx.data+json;version=2.0.0';

export const GROWTH = '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0';
export const UNDATED = '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_UNDATED/1.0.0';

const measured = (value: string | null, unit: string, more: object = {}) =>
  ({ value, unit, low: value, high: value, status: 'P', formula: 'reported@1', ...more }) as const;

export const PRINT = {
  source: '/naedz',
  id: 'O1',
  document: 'https://example.org/1',
  publishedAt: '2020-07-01',
};

/** A level, growth that can be read in two ways, and a level that follows from each. */
export const TWO_READINGS: StateDocument = {
  ...documentOf('0'),
  level: {
    reported: measured('135000000', 'CNY', { low: '134500000', high: '135500000' }),
    verdict: 'unchecked',
    gap: null,
  },
  growth: {
    GY: {
      comparedWith: '2019-01-01/P5M',
      reported: {
        ...measured(null, 'percent', { from: PRINT }),
        readings: [
          { reading: 'up-by-times', value: '450', low: '445', high: '455' },
          { reading: 'to-times', value: '350', low: '345', high: '355' },
        ],
      },
      verdict: 'unchecked',
      gap: null,
    },
  },
  flags: ['ambiguous-wording'],
};

/** The same once a level of the year before settled the wording. */
export const SETTLED: StateDocument = {
  ...TWO_READINGS,
  growth: {
    GY: {
      comparedWith: '2019-01-01/P5M',
      reported: measured('350', 'percent', { low: '345', high: '355', from: PRINT }),
      verdict: 'agrees',
      gap: '0.0000',
    },
  },
  flags: [],
};

/** A state whose figures were all withdrawn. */
export const EMPTIED: StateDocument = { ...documentOf('0'), level: { verdict: 'unchecked', gap: null } };

export type Row = Readonly<Record<string, string>>;

/** Rows of an answer in SDMX-CSV, as text. */
export async function rowsOf(api: TestApi, path: string, accept = CSV): Promise<Row[]> {
  const response = await api.get(path, { accept });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${text}`);
  return parse(text, { columns: true }) as Row[];
}

/** A row by the end of its key and what it holds. */
export const shown = ({ ACTION, TRANSFORMATION, BASIS, READING, TIME_PERIOD, OBS_VALUE }: Row): string =>
  [ACTION, TRANSFORMATION, BASIS, READING, TIME_PERIOD, OBS_VALUE].join(' ');

/** The address in a `Link` header with a relation; undefined without one. */
export const linked = (response: Response, rel: string): string | undefined =>
  new RegExp(`<([^>]*)>; rel="${rel}"`).exec(response.headers.get('link') ?? '')?.[1];

import { HOME } from '../address/address.ts';
import { filePath, sdmxPath } from './addresses.ts';
import { READERS, SNIPPETS } from './snippets.ts';

const shown = { ...HOME, filter: { reporter: ['GACC'], flow: ['X', 'M'] } };

describe('the address of the figures on the page', () => {
  it('as a file has the filter, the period and the date', () => {
    expect(filePath('growth.csv', shown)).toBe('/v1/growth.csv?reporter=GACC&flow=X,M');
    const dated = { ...shown, period: '2020-01-01/P5M', clock: { publishedBy: '2020-07-16' } };
    expect(filePath('growth.parquet', dated)).toBe(
      '/v1/growth.parquet?reporter=GACC&flow=X,M&period=2020-01-01%2FP5M&publishedBy=2020-07-16',
    );
    expect(filePath('growth.json', { ...HOME, clock: { asOf: '7' } })).toBe('/v1/growth?asOf=7');
  });

  it('by SDMX has a key with any code where there is no filter', () => {
    const flow = '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/';
    expect(sdmxPath(HOME)).toBe(`${flow}*`);
    expect(sdmxPath(shown)).toBe(`${flow}GACC.*.*.*.X,M`);
    expect(sdmxPath({ ...shown, period: '2020-01-01/P5M', clock: { asOf: '7' } })).toBe(
      `${flow}GACC.*.*.*.X,M?c%5BTIME_PERIOD%5D=eq:2020-01-01%2FP5M&asOf=7`,
    );
  });

  it('by SDMX is that of the flow without time where no period is stated, and none of a saved selection', () => {
    expect(sdmxPath({ ...shown, period: '_U' })).toBe(
      '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_UNDATED/1.0.0/GACC.*.*.*.X,M',
    );
    expect(sdmxPath({ ...HOME, filter: { selection: ['a.b'] } })).toBeNull();
  });
});

describe('lines to paste', () => {
  const addresses = {
    csv: 'https://example.org/v1/growth.csv',
    parquet: 'https://example.org/v1/growth.parquet',
  };

  it.each(READERS)('for %s read from the address of the page', (reader) => {
    expect(SNIPPETS[reader]({ ...addresses, needsKey: false })).toMatch(
      /https:\/\/example\.org\/v1\/growth\.(?:csv|parquet)/,
    );
  });

  it.each(READERS)('for %s take a key from the environment only where one is needed', (reader) => {
    expect(SNIPPETS[reader]({ ...addresses, needsKey: false })).not.toContain('SILKGAUGE_KEY');
    expect(SNIPPETS[reader]({ ...addresses, needsKey: true })).toContain('SILKGAUGE_KEY');
  });
});

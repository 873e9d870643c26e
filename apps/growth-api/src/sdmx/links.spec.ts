import { nextAddress, relatedAddress } from './links.ts';

describe('the figures of unknown period', () => {
  it.each([
    [
      '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/GACC.*?c[VERDICT]=conflicts&limit=5',
      '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_UNDATED/1.0.0/GACC.*?c[VERDICT]=conflicts&limit=5',
    ],
    ['/sdmx/3.0/data/datastructure/*/DSD_GROWTH', '/sdmx/3.0/data/datastructure/*/DSD_UNDATED'],
    [
      '/sdmx/2.1/data/SILKGAUGE,DF_GROWTH,1.0/GACC?startPeriod=2020&detail=full&endPeriod=2021',
      '/sdmx/2.1/data/SILKGAUGE,DF_UNDATED,1.0/GACC?detail=full',
    ],
    [
      '/sdmx/3.0/data/dataflow/*/DF_GROWTH?c%5BTIME_PERIOD%5D=ge:2020',
      '/sdmx/3.0/data/dataflow/*/DF_UNDATED',
    ],
    [
      '/sdmx/3.0/data/dataflow/*/D%46_GROWTH?%63%5bTIME_PERIOD]=ge:2020&start%50eriod=2020&c[FREQ]=M',
      '/sdmx/3.0/data/dataflow/*/DF_UNDATED?c[FREQ]=M',
    ],
  ])('of %s are at %s', (url, address) => {
    expect(relatedAddress(url, { flows: ['DF_GROWTH'] })).toBe(address);
  });

  it('are at no other address where they are asked for', () => {
    expect(relatedAddress('/sdmx/3.0/data/dataflow/*/*', { flows: ['DF_GROWTH', 'DF_UNDATED'] })).toBeNull();
    expect(relatedAddress('/sdmx/3.0/data/dataflow/*/DF_UNDATED', { flows: ['DF_UNDATED'] })).toBeNull();
  });
});

describe('the next page', () => {
  it('begins behind this one, as of its sequence', () => {
    const page = { offset: 20, limit: 10, sequence: '42' };
    const path = '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH';
    expect(nextAddress(`${path}?offset=20&limit=10&asOf=2020-01-01&c[GAP]=ge:3`, page)).toBe(
      `${path}?limit=10&c[GAP]=ge:3&asOf=42&offset=30`,
    );
  });

  it('keeps a clock that no sequence stands for', () => {
    const page = { offset: 0, limit: 10, sequence: null };
    expect(nextAddress('/x?limit=10&asOf=2020-01-01T00:00:00Z', page)).toBe(
      '/x?limit=10&asOf=2020-01-01T00:00:00Z&offset=10',
    );
    expect(nextAddress('/x?limit=10&publishedBy=2020', page)).toBe('/x?limit=10&publishedBy=2020&offset=10');
  });

  it('has each parameter once, however its name was written', () => {
    const address = nextAddress('/x?%6Fffset=0&limit=1&as%4ff=7', { offset: 0, limit: 1, sequence: '9' });
    expect(address).toBe('/x?limit=1&asOf=9&offset=1');
  });

  it('ends no Link header early', () => {
    const address = nextAddress('/x?limit=1&c[PRINT]=co:a>b', { offset: 0, limit: 1, sequence: '1' });
    expect(address).toBe('/x?limit=1&c[PRINT]=co:a%3Eb&asOf=1&offset=1');
  });
});

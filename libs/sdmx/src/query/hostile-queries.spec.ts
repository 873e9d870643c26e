import fc from 'fast-check';
import { SdmxFault } from '../errors/fault.ts';
import type { Door } from './data-query.ts';
import { readRequest } from './read-request.ts';

const PARTS = [
  ...['data', 'availability', 'availableconstraint', 'structure', 'codelist', 'dataflow', 'datastructure'],
  ...['*', 'all', '', '..', '%2e%2e', 'SILKGAUGE', 'DF_GROWTH', 'DF_UNDATED', 'SILKGAUGE,DF_GROWTH,1.0'],
  ...['1.0.0', '+', '~', '1+.0.0', 'latest', 'GACC.*.CBEC', 'GACC+ZAEZ..', '__proto__', 'constructor'],
];
const NAMES = [
  ...[
    'c[TIME_PERIOD]',
    'c[GAP]',
    'c[FREQ]',
    'c[',
    'c[]',
    'c[__proto__]',
    'attributes',
    'measures',
    'sort',
    'detail',
  ],
  ...['references', 'mode', 'startPeriod', 'endPeriod', 'limit', 'offset', 'firstNObservations', 'asOf'],
  ...['updatedAfter', 'updateAfter', 'publishedBy', 'includeHistory', 'dimensionAtObservation', 'format'],
  ...['reportingYearStartDay', '__proto__', 'constructor', 'toString'],
];
const VALUES = [
  ...[
    '',
    'ge:2020',
    'ge:2020+le:2021,2019',
    '2020-13',
    '9999-12-31/P99999Y',
    '1',
    '-1',
    '0',
    '99999999999999999999',
  ],
  ...['*', 'none', 'all', 'OBS_VALUE', 'series_key:desc', 'True', '2020-01-01', '2020-01-01T00:00:00+99:99'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '--01-01', ',', '+', ':', '.'],
];

const text = (words: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((given) => encodeURIComponent(given.toWellFormed())),
    fc.constantFrom('%', '%ff', '%00', '%u0041', '\u{d800}', '\ufeff', '%c0%af', 'a'.repeat(10_000)),
  );

const target = fc
  .tuple(
    fc.array(text(PARTS), { maxLength: 8 }),
    fc.array(fc.tuple(text(NAMES), text(VALUES)), { maxLength: 6 }),
  )
  .map(([parts, pairs]) => `/${parts.join('/')}?${pairs.map((pair) => pair.join('=')).join('&')}`);

/** Status of the fault; 200 for a query that is taken. */
function statusOf(door: Door, given: string): number {
  try {
    readRequest(door, given);
    return 200;
  } catch (fault) {
    expect(fault).toBeInstanceOf(SdmxFault);
    const { status, text: both } = fault as SdmxFault;
    expect(both.en.isWellFormed() && both.zh.isWellFormed()).toBe(true);
    expect(both.en.length).toBeLessThan(3000);
    return status;
  }
}

describe('hostile queries', () => {
  it('throw a fault of the client, or of what is not built, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Door>('3.0', '2.1'),
        fc.oneof(target, fc.string({ unit: 'binary' })),
        (door, given) => {
          expect([200, 400, 404, 414, 501]).toContain(statusOf(door, given));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('of eight KiB are read within 200 ms', () => {
    for (const piece of ['a.', 'a,', 'a+', 'c[A]=', 'c[GAP]=1,', '&', '%2B', 'ge:', '2020-']) {
      const given = `/data/dataflow/SILKGAUGE/DF_GROWTH/*/*?c[GAP]=${piece.repeat(8000 / piece.length)}`;
      const key = `/data/dataflow/SILKGAUGE/DF_GROWTH/*/${piece.repeat(8000 / piece.length)}`;
      const began = performance.now();
      for (const each of [given, key]) statusOf('3.0', each);
      expect(performance.now() - began).toBeLessThan(200);
    }
  });
});

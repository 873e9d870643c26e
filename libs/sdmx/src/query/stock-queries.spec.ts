import sdmxrest from 'sdmx-rest';
import type { Door } from './data-query.ts';
import { readRequest } from './read-request.ts';

const BASE = { '3.0': 'http://localhost/sdmx/3.0', '2.1': 'http://localhost/sdmx/2.1' };

/** What the reader makes of the address that sdmx-rest builds of a query. */
const readUrl = (door: Door, query: object) => {
  const url = sdmxrest.getUrl(query, { url: BASE[door], api: door === '3.0' ? 'v2.0.0' : 'v1.5.0' });
  expect(url.startsWith(`${BASE[door]}/`)).toBe(true);
  return readRequest(door, url.slice(BASE[door].length));
};

const KEY = 'GACC.CN.CBEC.LOCAL._T._T._T._T.CNY.M.GY.REPORTED._Z';

describe('queries that sdmx-rest builds', () => {
  it('for data of REST 1.5 are read as they are meant', () => {
    expect(
      readUrl('2.1', {
        flow: 'SILKGAUGE,DF_GROWTH,1.0',
        key: 'GACC+ZAEZ..CBEC',
        provider: 'SILKGAUGE',
        start: '2019-Q1',
        end: '2020-12',
        updatedAfter: '2020-07-16T02:00:00Z',
        lastNObs: 1,
        detail: 'dataonly',
        obsDimension: 'AllDimensions',
      }),
    ).toMatchObject({
      kind: 'data',
      query: {
        flows: ['DF_GROWTH'],
        keys: [{ REPORTER: ['GACC', 'ZAEZ'], REF_AREA: null, INDICATOR: ['CBEC'] }],
        filters: [
          { anyOf: [[{ operator: 'ge', value: '2019-Q1' }]] },
          { anyOf: [[{ operator: 'le', value: '2020-12' }]] },
        ],
        updatedAfter: { instant: '2020-07-16T02:00:00.000Z' },
        lastNObservations: 1,
        attributes: [],
        measures: true,
        dimensionAtObservation: 'AllDimensions',
      },
    });
    expect(readUrl('2.1', { flow: 'DF_GROWTH', history: true })).toMatchObject({
      query: { includeHistory: true },
    });
    expect(readUrl('2.1', { flow: 'DF_GROWTH' })).toMatchObject({
      query: { flows: ['DF_GROWTH'], keys: [] },
    });
  });

  it('for data of REST 2 are read as they are meant', () => {
    expect(
      readUrl('3.0', {
        context: 'dataflow=SILKGAUGE:DF_GROWTH(1.0.0)',
        key: `${KEY},ZAEZ.*.CBEC`,
        filters: ['VERDICT=conflicts,agrees', 'FREQ=ne:M+ne:A'],
        attributes: 'OBS_STATUS,VERDICT',
        firstNObs: 2,
      }),
    ).toMatchObject({
      query: {
        flows: ['DF_GROWTH'],
        keys: [{ READING: ['_Z'] }, { REPORTER: ['ZAEZ'], READING: null }],
        filters: [
          { component: 'VERDICT', anyOf: [[{ value: 'conflicts' }], [{ value: 'agrees' }]] },
          {
            component: 'FREQ',
            anyOf: [
              [
                { operator: 'ne', value: 'M' },
                { operator: 'ne', value: 'A' },
              ],
            ],
          },
        ],
        attributes: ['OBS_STATUS', 'VERDICT'],
        measures: true,
        includeHistory: false,
        firstNObservations: 2,
      },
    });
    expect(readUrl('3.0', { context: '*=*:*(*)', attributes: 'none', measures: 'none' })).toMatchObject({
      query: { flows: ['DF_GROWTH', 'DF_UNDATED'], seriesKeysOnly: true },
    });
  });

  it.each(['1.0.0', '+', '~', '*', '1+.0.0'])('for the version %s find ours', (version) => {
    expect(readUrl('3.0', { context: `dataflow=*:DF_GROWTH(${version})`, key: '*' })).toMatchObject({
      query: { flows: ['DF_GROWTH'] },
    });
  });

  it('for availability are read as they are meant', () => {
    expect(
      readUrl('3.0', {
        context: 'dataflow=SILKGAUGE:DF_GROWTH(1.0.0)',
        component: 'REF_AREA',
        mode: 'available',
        references: 'codelist',
        filters: ['INDICATOR=CBEC'],
      }),
    ).toMatchObject({
      kind: 'availability',
      query: { components: ['REF_AREA'], mode: 'available', references: { types: ['codelist'] } },
    });
    expect(
      readUrl('2.1', { flow: 'DF_GROWTH', key: 'GACC', component: 'REF_AREA', mode: 'exact', start: '2020' }),
    ).toMatchObject({
      kind: 'availability',
      query: {
        keys: [{ REPORTER: ['GACC'] }],
        components: ['REF_AREA'],
        filters: [{ component: 'TIME_PERIOD' }],
      },
    });
  });

  const TYPES = ['dataflow', 'datastructure', 'codelist', 'conceptscheme', 'agencyscheme'];
  it.each(TYPES)('for structures of the type %s are read at both doors', (resource) => {
    for (const references of [
      'none',
      'parents',
      'parentsandsiblings',
      'children',
      'descendants',
      'all',
      'codelist',
    ])
      for (const door of ['3.0', '2.1'] as const)
        expect(readUrl(door, { resource, detail: 'referencepartial', references })).toMatchObject({
          kind: 'structure',
          query: { types: [resource], agencies: null, ids: null, versions: null, items: null },
        });
  });

  it('for items, several agencies and constraints are read', () => {
    expect(
      readUrl('3.0', { resource: 'codelist', agency: 'SDMX', id: 'CL_FREQ', version: '2.1', item: 'M' }),
    ).toMatchObject({
      query: { agencies: ['SDMX'], ids: ['CL_FREQ'], versions: ['2.1'], items: ['M'] },
    });
    expect(
      readUrl('2.1', { resource: 'codelist', agency: 'SDMX+SILKGAUGE', id: 'CL_FREQ+CL_AREA' }),
    ).toMatchObject({
      query: { agencies: ['SDMX', 'SILKGAUGE'], ids: ['CL_FREQ', 'CL_AREA'] },
    });
    expect(readUrl('2.1', { resource: 'contentconstraint' })).toMatchObject({
      query: { types: ['constraint'] },
    });
    expect(readUrl('3.0', { resource: 'dataconstraint' })).toMatchObject({
      query: { types: ['constraint'] },
    });
  });
});

/** As pysdmx 1.21 and sdmx1 2.28 wrote them. */
const SEEN: readonly (readonly [Door, string, object])[] = [
  [
    '3.0',
    '/data/*/*/*/*/*?attributes=dsd&measures=all&includeHistory=false&offset=0',
    { keys: [], filters: [] },
  ],
  [
    '3.0',
    '/data/dataflow/SILKGAUGE/DF_GROWTH?updatedAfter=2020-07-16T02:00:00+00:00&attributes=none&includeHistory=true',
    { updatedAfter: { instant: '2020-07-16T02:00:00.000Z' }, attributes: [], includeHistory: true },
  ],
  [
    '3.0',
    '/data/dataflow/SILKGAUGE/DF_GROWTH?c[TIME_PERIOD]=ge:2020-01-01T00:00:00+le:2020-12-31T00:00:00',
    {
      filters: [
        {
          anyOf: [
            [
              { operator: 'ge', value: '2020-01-01' },
              { operator: 'le', value: '2020-12-31' },
            ],
          ],
        },
      ],
    },
  ],
  [
    '3.0',
    '/data/dataflow/SILKGAUGE/DF_GROWTH?c[VERDICT]=conflicts&c[GAP]=gt:3',
    { filters: [{ component: 'VERDICT' }, { component: 'GAP', anyOf: [[{ operator: 'gt', value: '3' }]] }] },
  ],
  [
    '3.0',
    '/data/*/SILKGAUGE/DF_GROWTH/+/GACC.*.CBEC',
    { flows: ['DF_GROWTH'], keys: [{ REPORTER: ['GACC'] }] },
  ],
  [
    '3.0',
    '/data/dataflow/SILKGAUGE/DF_GROWTH?asOf=2020-07-16T00:00:00',
    { asOf: { instant: '2020-07-16T00:00:00.000Z' } },
  ],
  [
    '2.1',
    '/data/SILKGAUGE,DF_GROWTH,1.0/GACC?detail=full&includeHistory=false',
    { keys: [{ REPORTER: ['GACC'] }] },
  ],
  ['2.1', '/data/DF_GROWTH/GACC..CBEC?startPeriod=2019&endPeriod=2020', { keys: [{ INDICATOR: ['CBEC'] }] }],
  [
    '3.0',
    '/structure/codelist/SILKGAUGE/*/~/*?detail=full&references=none',
    { types: ['codelist'], items: null },
  ],
  ['3.0', '/structure/contentconstraint/SILKGAUGE/*/+', { types: ['constraint'] }],
  [
    '2.1',
    '/codelist/all/all/latest/all?detail=referencepartial&references=all',
    { types: ['codelist'], items: null },
  ],
  [
    '2.1',
    '/datastructure/SILKGAUGE/DSD_GROWTH/latest?references=all',
    { references: { directions: ['all'] } },
  ],
  [
    '2.1',
    '/availableconstraint/SILKGAUGE,DF_GROWTH,1.0/all/all?references=none&mode=exact',
    { components: null },
  ],
];

it.each(SEEN)('at %s %s, as stock clients write it, is read as it is meant', (door, target, query) => {
  expect(readRequest(door, target)).toMatchObject({ query });
});

import { ATTRIBUTES } from '../structure/components.ts';
import { FLOWS } from '../structure/flows.ts';
import type { AvailabilityQuery, DataQuery, Door, StructureQuery } from './data-query.ts';
import { kindOfTarget, readRequest } from './read-request.ts';

const data = (door: Door, target: string): DataQuery => {
  const request = readRequest(door, target);
  if (request.kind !== 'data') throw new Error(request.kind);
  return request.query;
};
const availability = (door: Door, target: string): AvailabilityQuery => {
  const request = readRequest(door, target);
  if (request.kind !== 'availability') throw new Error(request.kind);
  return request.query;
};
const structure = (door: Door, target: string): StructureQuery => {
  const request = readRequest(door, target);
  if (request.kind !== 'structure') throw new Error(request.kind);
  return request.query;
};

const GROWTH = '/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0';

describe('the path of a data query', () => {
  it.each([
    ['3.0', '/data', FLOWS],
    ['3.0', '/data/*', FLOWS],
    ['3.0', '/data/dataflow', FLOWS],
    ['3.0', '/data/*/*/*/*/*/', FLOWS],
    ['3.0', '/data/dataflow/SILKGAUGE/DF_GROWTH', ['DF_GROWTH']],
    ['3.0', '/data/dataflow/SILKGAUGE/DF_GROWTH/', ['DF_GROWTH']],
    ['3.0', '/data/dataflow/*/DF_UNDATED,DF_GROWTH', FLOWS],
    ['3.0', '/data/datastructure/SILKGAUGE/DSD_UNDATED/~', ['DF_UNDATED']],
    ['2.1', '/data/DF_GROWTH', ['DF_GROWTH']],
    ['2.1', '/data/SILKGAUGE,DF_GROWTH', ['DF_GROWTH']],
    ['2.1', '/data/SILKGAUGE,DF_UNDATED,1.0/all/all/', ['DF_UNDATED']],
    ['2.1', '/data/all', FLOWS],
    ['2.1', '/data/all,DF_GROWTH,latest/all/SILKGAUGE', ['DF_GROWTH']],
    ['2.1', '/data/DF_GROWTH//SDMX,SILKGAUGE', ['DF_GROWTH']],
  ] as const)(
    'at %s %s asks for %j: left-out last parts and a trailing slash are fine',
    (door, target, flows) => {
      expect(data(door, target).flows).toEqual(flows);
    },
  );

  it.each(['1.0.0', '1.0', '1', '+', '~', '*', '1+.0.0', '1.0+.0', '1.0.0+', '0+.9.9', '0.9.0,1.0.0'])(
    'takes the version %s under 3.0',
    (version) => {
      expect(data('3.0', `/data/dataflow/SILKGAUGE/DF_GROWTH/${version}`).flows).toEqual(['DF_GROWTH']);
    },
  );

  it('tells by which artefact the flows were named', () => {
    expect(data('3.0', '/data/datastructure/*/*').context).toBe('datastructure');
    expect(data('3.0', '/data/*').context).toBe('dataflow');
  });
});

describe('a key', () => {
  it('has * for any code, commas between keys and left-out last dimensions under 3.0', () => {
    const { keys } = data('3.0', `${GROWTH}/GACC.*.CBEC,ZAEZ`);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatchObject({ REPORTER: ['GACC'], REF_AREA: null, INDICATOR: ['CBEC'], READING: null });
    expect(keys[1]).toMatchObject({ REPORTER: ['ZAEZ'], INDICATOR: null });
  });

  it('has nothing for any code and pluses between codes under 2.1', () => {
    for (const plus of ['+', '%2B']) {
      const { keys } = data('2.1', `/data/DF_GROWTH/GACC${plus}ZAEZ..CBEC`);
      expect(keys).toMatchObject([{ REPORTER: ['GACC', 'ZAEZ'], REF_AREA: null, INDICATOR: ['CBEC'] }]);
    }
  });

  it.each([
    ['3.0', `${GROWTH}/*`],
    ['3.0', `${GROWTH}/*.*.*`],
    ['3.0', `${GROWTH}/GACC,*.*`],
    ['2.1', '/data/DF_GROWTH/all'],
    ['2.1', '/data/DF_GROWTH/............'],
  ] as const)('at %s %s is any', (door, target) => {
    expect(data(door, target).keys).toEqual([]);
  });

  it('names a place by the code that is kept for it', () => {
    expect(data('3.0', `${GROWTH}/*.CN-46`).keys).toMatchObject([{ REF_AREA: ['CN-HI'] }]);
    expect(data('3.0', `${GROWTH}?c[COUNTERPART]=CN-46`).filters).toMatchObject([
      { anyOf: [[{ operator: 'eq', value: 'CN-HI' }]] },
    ]);
  });
});

describe('filters of components', () => {
  it('take a comma as or, a plus as and, brackets raw or encoded; a raw plus is never a space', () => {
    const expected = [
      {
        component: 'GAP',
        anyOf: [
          [
            { operator: 'ge', value: '1' },
            { operator: 'le', value: '2.5' },
          ],
          [{ operator: 'eq', value: '-3' }],
        ],
      },
    ];
    for (const query of ['c[GAP]=ge:1+le:2.5,-3', 'c%5BGAP%5D=ge%3A1%2Ble%3A2.5%2C-3'])
      expect(data('3.0', `${GROWTH}?${query}`).filters).toEqual(expected);
  });

  it('of several components must all hold', () => {
    const { filters } = data('3.0', `${GROWTH}?c[VERDICT]=conflicts&c[GAP]=ge:3`);
    expect(filters.map(({ component }) => component)).toEqual(['VERDICT', 'GAP']);
  });

  it.each([
    ['2020-A1', '2020'],
    ['2020-M03', '2020-03'],
    ['2020-01-01/P6M', '2020-S1'],
    ['2020-03-01T00:00:00', '2020-03-01'],
    ['2020-W10', '2020-W10'],
  ])('take the period %s as %s', (given, period) => {
    expect(data('2.1', `/data/DF_GROWTH?startPeriod=${given}&endPeriod=${given}`).filters).toEqual([
      { component: 'TIME_PERIOD', anyOf: [[{ operator: 'ge', value: period }]] },
      { component: 'TIME_PERIOD', anyOf: [[{ operator: 'le', value: period }]] },
    ]);
  });
});

describe('what is written of observations', () => {
  it.each([
    ['', ATTRIBUTES, true, false],
    ['attributes=dsd&measures=all', ATTRIBUTES, true, false],
    ['attributes=VERDICT,OBS_STATUS', ['OBS_STATUS', 'VERDICT'], true, false],
    ['attributes=none', [], true, false],
    ['attributes=msd', [], true, false],
    ['attributes=series,dataset&measures=none', [], false, true],
    ['attributes=none&measures=none', [], false, true],
    ['attributes=all&measures=none', ATTRIBUTES, false, false],
    ['attributes=none&measures=OBS_VALUE', [], true, false],
  ])('%s', (query, attributes, measures, seriesKeysOnly) => {
    expect(data('3.0', `${GROWTH}?${query}`)).toMatchObject({ attributes, measures, seriesKeysOnly });
  });

  it.each([
    ['full', ATTRIBUTES, true, false],
    ['dataonly', [], true, false],
    ['serieskeysonly', [], false, true],
    ['nodata', [], false, true],
  ])('detail=%s', (detail, attributes, measures, seriesKeysOnly) => {
    expect(data('2.1', `/data/DF_GROWTH?detail=${detail}`)).toMatchObject({
      attributes,
      measures,
      seriesKeysOnly,
    });
  });
});

describe('order, paging and clocks', () => {
  it('are read', () => {
    const query =
      'sort=series_key+TIME_PERIOD:desc&offset=0&limit=100&firstNObservations=1&lastNObservations=2';
    expect(data('3.0', `${GROWTH}?${query}`)).toMatchObject({
      sort: [
        { by: 'series_key', descending: false },
        { by: 'TIME_PERIOD', descending: true },
      ],
      offset: 0,
      limit: 100,
      firstNObservations: 1,
      lastNObservations: 2,
    });
  });

  it.each([
    ['1042', { sequence: '1042' }],
    ['007', { sequence: '7' }],
    ['2020-07-16', { instant: '2020-07-16T00:00:00.000Z' }],
    ['2020-07-16T02:00:00', { instant: '2020-07-16T02:00:00.000Z' }],
    ['2020-07-16T02:00:00+02:00', { instant: '2020-07-16T00:00:00.000Z' }],
    ['2020-07-16T02%3A00%3A00%2B02%3A00', { instant: '2020-07-16T00:00:00.000Z' }],
  ])('asOf=%s: a date is its start in UTC, no offset means UTC', (text, asOf) => {
    expect(data('3.0', `${GROWTH}?asOf=${text}`).asOf).toEqual(asOf);
    expect(data('2.1', `/data/DF_GROWTH?updatedAfter=${text}`).updatedAfter).toEqual(asOf);
  });

  it('publishedBy is an addition on both doors, and counts to its end', () => {
    expect(data('3.0', `${GROWTH}?publishedBy=2020`).publishedBy).toBe('2020-12-31T23:59:59.999Z');
    expect(data('2.1', '/data/DF_GROWTH?publishedBy=2020-07-16').publishedBy).toBe(
      '2020-07-16T23:59:59.999Z',
    );
  });

  it.each([
    'includeHistory=True',
    'includeHistory=true',
    'updateAfter=5&includeHistory=True&dimensionAtObservation=TIME_PERIOD&reportingYearStartDay=--01-01',
  ])('take %s as clients send it', (query) => {
    expect(data('3.0', `${GROWTH}?${query}`).includeHistory).toBe(true);
  });

  it('updateAfter is updatedAfter', () => {
    expect(data('2.1', '/data/DF_GROWTH?updateAfter=5').updatedAfter).toEqual({ sequence: '5' });
  });
});

describe('a query of availability', () => {
  it('has what a data query chooses by, the dimensions asked for, a mode and references', () => {
    const query = availability(
      '3.0',
      '/availability/dataflow/SILKGAUGE/DF_GROWTH/*/GACC/TIME_PERIOD,REF_AREA?c[FREQ]=M&mode=available&references=codelist,dataflow',
    );
    expect(query).toMatchObject({
      flows: ['DF_GROWTH'],
      keys: [{ REPORTER: ['GACC'] }],
      filters: [{ component: 'FREQ' }],
      components: ['REF_AREA', 'TIME_PERIOD'],
      mode: 'available',
      references: { directions: [], types: ['codelist', 'dataflow'] },
    });
  });

  it('under 2.1 is availableconstraint', () => {
    expect(availability('2.1', '/availableconstraint/DF_GROWTH/GACC/all/REF_AREA?mode=exact')).toMatchObject({
      flows: ['DF_GROWTH'],
      components: ['REF_AREA'],
      mode: 'exact',
      references: { directions: ['none'], types: [] },
    });
  });
});

describe('a query for structures', () => {
  it.each([
    ['3.0', '/structure/dataflow', ['dataflow'], null, null, null, null],
    ['3.0', '/structure/*/*/*/*/*', null, null, null, null, null],
    ['3.0', '/structure/codelist/SDMX/CL_FREQ/2.1/M', ['codelist'], ['SDMX'], ['CL_FREQ'], ['2.1'], ['M']],
    [
      '3.0',
      '/structure/codelist/*/CL_FREQ,CL_AREA/+',
      ['codelist'],
      null,
      ['CL_FREQ', 'CL_AREA'],
      null,
      null,
    ],
    ['3.0', '/structure/dataconstraint', ['constraint'], null, null, null, null],
    ['3.0', '/structure/contentconstraint/SILKGAUGE/*/+', ['constraint'], ['SILKGAUGE'], null, null, null],
    [
      '3.0',
      '/structure/dataflow,datastructure/SILKGAUGE',
      ['dataflow', 'datastructure'],
      ['SILKGAUGE'],
      null,
      null,
      null,
    ],
    ['2.1', '/dataflow/all/all/latest', ['dataflow'], null, null, null, null],
    [
      '2.1',
      '/codelist/SILKGAUGE/CL_AREA/1.0/CN+US',
      ['codelist'],
      ['SILKGAUGE'],
      ['CL_AREA'],
      ['1.0'],
      ['CN', 'US'],
    ],
    ['2.1', '/contentconstraint', ['constraint'], null, null, null, null],
    ['2.1', '/structure/SILKGAUGE/all/1.0.0', null, ['SILKGAUGE'], null, ['1.0.0'], null],
  ] as const)('at %s %s', (door, target, types, agencies, ids, versions, items) => {
    const every = ['agencyscheme', 'conceptscheme', 'codelist', 'datastructure', 'dataflow', 'constraint'];
    expect(structure(door, target)).toMatchObject({ types: types ?? every, agencies, ids, versions, items });
  });

  it('has a detail, and directions and types of references', () => {
    expect(structure('3.0', '/structure/dataflow?detail=allstubs&references=parents,codelist')).toMatchObject(
      {
        detail: 'allstubs',
        references: { directions: ['parents'], types: ['codelist'] },
      },
    );
    // A type of the standard without an artefact here brings none.
    expect(structure('2.1', '/dataflow?references=categorisation').references).toEqual({
      directions: [],
      types: [],
    });
  });
});

describe('what a raw target asks for', () => {
  it.each([
    ['3.0', '/data/*?limit=1', 'data'],
    ['3.0', '/%64ata/*', 'data'],
    ['3.0', '/availability/*/*/*/*/*/FREQ', 'availability'],
    ['3.0', '/structure/dataflow', 'structure'],
    ['3.0', '/schema/dataflow/SILKGAUGE/DF_GROWTH', 'structure'],
    ['2.1', '/schema/dataflow/SILKGAUGE/DF_GROWTH', 'structure'],
    ['3.0', '/dataflow/SILKGAUGE', null],
    ['3.0', '/availableconstraint/DF_GROWTH', null],
    ['2.1', '/data?limit=1', 'data'],
    ['2.1', '/availableconstraint/DF_GROWTH', 'availability'],
    ['2.1', '/dataflow/SILKGAUGE/DF_GROWTH', 'structure'],
    ['2.1', '/codelist+%64ataflow', 'structure'],
    ['2.1', '/categoryscheme', 'structure'],
    ['2.1', '/database', null],
    ['2.1', '//data', null],
    ['2.1', '/%', null],
    ['2.1', '', null],
  ] as const)('at %s of %s is told by the decoded first part: %s', (door, target, kind) => {
    expect(kindOfTarget(door, target)).toBe(kind);
  });
});

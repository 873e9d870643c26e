import { SdmxFault } from '../errors/fault.ts';
import type { Door } from './data-query.ts';
import { readRequest } from './read-request.ts';

const faultOf = (door: Door, target: string): SdmxFault => {
  try {
    readRequest(door, target);
  } catch (fault) {
    if (fault instanceof SdmxFault) return fault;
    throw fault;
  }
  throw new Error(`${target} is taken`);
};

const D3 = '/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/*';
const D2 = '/data/DF_GROWTH';

/** Door, target, status, code of SDMX, the parameter, and what the text says. */
const REFUSED: readonly (readonly [Door, string, number, number, string, RegExp])[] = [
  // Unknown names, with the nearest known one.
  ['3.0', `${D3}?limt=1`, 400, 140, 'limt', /nearest is limit/],
  ['2.1', `${D2}?startPeriode=2020`, 400, 140, 'startPeriode', /nearest is startPeriod/],
  ['2.1', `${D2}?c[FREQ]=M`, 400, 140, 'c[FREQ]', /not known/],
  ['3.0', `${D3}?c[REF_AERA]=CN`, 400, 140, 'c[REF_AERA]', /nearest is REF_AREA/],
  ['3.0', `${D3}?c[GAP]=gg:3`, 400, 140, 'c[GAP]', /nearest is gt|nearest is ge/],
  ['3.0', `${D3}?attributes=OBS_STATU`, 400, 140, 'attributes', /nearest is OBS_STATUS/],
  ['3.0', `${D3}?measures=VALUE`, 400, 140, 'measures', /nearest is OBS_VALUE/],
  ['3.0', `${D3}?sort=TIME_PERIO`, 400, 140, 'sort', /nearest is TIME_PERIOD/],
  ['3.0', `${D3}?sort=FREQ:down`, 400, 140, 'sort', /asc, desc/],
  ['3.0', `${D3}?dimensionAtObservation=TIME`, 400, 140, 'dimensionAtObservation', /nearest is TIME_PERIOD/],
  [
    '3.0',
    '/availability/dataflow/SILKGAUGE/DF_GROWTH/*/*/AREA',
    400,
    140,
    'componentId',
    /nearest is REF_AREA/,
  ],
  ['3.0', '/availability/dataflow/*/*?mode=exactly', 400, 140, 'mode', /nearest is exact/],
  ['3.0', '/data/dataflows/SILKGAUGE/DF_GROWTH', 400, 140, 'context', /nearest is dataflow/],
  ['2.1', `${D2}?detail=dataonely`, 400, 140, 'detail', /nearest is dataonly/],
  ['3.0', '/structure/dataflow?detail=fulll', 400, 140, 'detail', /nearest is full/],
  ['3.0', '/structure/dataflow?references=parent', 400, 140, 'references', /nearest is parents/],
  ['3.0', '/structure/dataflw', 400, 140, 'type', /nearest is dataflow/],
  // Keys.
  ['3.0', `${D3.slice(0, -1)}${'a.'.repeat(13)}a`, 400, 140, 'key', /14 parts.*13 dimensions/],
  ['2.1', `${D2}/GACC.C%20N`, 400, 140, 'key', /REF_AREA is no code/],
  ['3.0', `${D3.slice(0, -1)}GACC+ZAEZ`, 400, 140, 'key', /join several keys by a comma/],
  ['2.1', `${D2}/GACC+`, 400, 140, 'key', /is no code/],
  // Numbers.
  ...['limit', 'firstNObservations', 'lastNObservations'].flatMap((name) =>
    ['0', '-1', 'x', '', '1.5', '1e3', '99999999999999999999'].map(
      (text) => ['3.0', `${D3}?${name}=${text}`, 400, 140, name, /whole number from 1 on/] as const,
    ),
  ),
  ['3.0', `${D3}?offset=-1`, 400, 140, 'offset', /whole number from 0 on/],
  // One component twice, one parameter twice.
  ['3.0', `${D3}?c[FREQ]=M&c[FREQ]=A`, 400, 140, 'c[FREQ]', /twice.*comma means or/],
  ['3.0', `${D3}?limit=1&limit=2`, 400, 140, 'limit', /twice/],
  ['3.0', `${D3}?updateAfter=1&updatedAfter=2`, 400, 140, 'updatedAfter', /another name|is given/],
  // Periods and numbers that are none.
  ['2.1', `${D2}?startPeriod=2020-13`, 400, 140, 'startPeriod', /no period.*2020-S1/],
  ['2.1', `${D2}?endPeriod=_U`, 400, 140, 'endPeriod', /DF_UNDATED/],
  ['3.0', `${D3}?c[TIME_PERIOD]=ge:soon`, 400, 140, 'c[TIME_PERIOD]', /no period/],
  ['3.0', `${D3}?c[GAP]=ge:three`, 400, 140, 'c[GAP]', /no number/],
  ['3.0', `${D3}?c[GAP]=ge:`, 400, 140, 'c[GAP]', /value is missing/],
  ['3.0', `${D3}?c[GAP]=1,`, 400, 140, 'c[GAP]', /value is missing/],
  ['3.0', `${D3}?c[GAP]=ge:${'9'.repeat(101)}`, 400, 140, 'c[GAP]', /more than 100 characters/],
  ['3.0', `${D3}?c[GAP]=0.${'0'.repeat(99)}`, 400, 140, 'c[GAP]', /more than 100 characters/],
  ['3.0', `${D3}?c[GAP]=${'1,'.repeat(100)}1`, 400, 140, 'c[GAP]', /more than 100 comparisons/],
  [
    '3.0',
    `${D3}?c[GAP]=${'1+'.repeat(50)}1&c[FREQ]=${'M,'.repeat(49)}A`,
    400,
    140,
    'c[FREQ]',
    /more than 100/,
  ],
  ['3.0', `${D3}?c[VERDICT]=ge:conflicts`, 400, 140, 'c[VERDICT]', /for numbers and TIME_PERIOD/],
  ['3.0', '/data/dataflow/SILKGAUGE/DF_UNDATED?c[TIME_PERIOD]=2020', 400, 140, 'c[TIME_PERIOD]', /DF_GROWTH/],
  ['2.1', '/data/DF_UNDATED?startPeriod=2020', 400, 140, 'startPeriod', /DF_GROWTH/],
  ['3.0', `${D3}?includeHistory=maybe`, 400, 140, 'includeHistory', /true, false/],
  // Clocks.
  ['3.0', `${D3}?asOf=yesterday`, 400, 140, 'asOf', /no instant, date or sequence/],
  ['3.0', `${D3}?asOf=2020-02-30`, 400, 140, 'asOf', /no instant, date or sequence/],
  ['3.0', `${D3}?asOf=99999999999999999999`, 400, 140, 'asOf', /no instant, date or sequence/],
  ['2.1', `${D2}?updatedAfter=never`, 400, 140, 'updatedAfter', /no instant, date or sequence/],
  ['3.0', `${D3}?asOf=5&updatedAfter=6`, 400, 140, 'updatedAfter', /later than asOf/],
  ['3.0', `${D3}?asOf=2020-01-01&updatedAfter=2021-01-01`, 400, 140, 'updatedAfter', /later than asOf/],
  ['3.0', `${D3}?publishedBy=2020&asOf=5`, 400, 140, 'publishedBy', /another clock, asOf/],
  ['2.1', `${D2}?publishedBy=2020&includeHistory=true`, 400, 140, 'publishedBy', /another clock/],
  ['3.0', `${D3}?publishedBy=2020-13`, 400, 140, 'publishedBy', /no date/],
  // What cannot be read at all.
  ['3.0', `${D3}?limit=%00`, 400, 140, 'limit', /NUL/],
  ['3.0', '/data/dataflow/%00', 400, 140, 'path', /NUL/],
  ['3.0', `${D3}?limit=%ff`, 400, 140, 'limit', /percent sign/],
  ['3.0', '/data/%zz', 400, 140, 'path', /percent sign/],
  ['3.0', `${D3}?%`, 400, 140, 'query', /percent sign/],
  ['3.0', `${D3}/x`, 400, 140, 'path', /5 at most/],
  ['3.0', '/availability/dataflow/*/*/*/*/*/x', 400, 140, 'path', /6 at most/],
  ['2.1', `${D2}/all/all/x`, 400, 140, 'path', /3 at most/],
  ['3.0', '/structure/dataflow/a/b/c/d/e', 400, 140, 'path', /5 at most/],
  ['3.0', '/data/dataflow/SILKGAUGE/DF_GROWTH/latestest', 400, 140, 'version', /no version/],
  ['3.0', `${D3}?reportingYearStartDay=july`, 400, 140, 'reportingYearStartDay', /--01-01/],
  // No such thing.
  ['3.0', '/data/dataflow/SILKGAGE/DF_GROWTH', 404, 100, 'agency', /nearest is SILKGAUGE/],
  ['3.0', '/data/dataflow/SILKGAUGE/DF_GROWHT', 404, 100, 'dataflow', /nearest is DF_GROWTH/],
  ['3.0', '/data/datastructure/SILKGAUGE/DF_GROWTH', 404, 100, 'datastructure', /nearest is DSD_GROWTH/],
  ['3.0', '/data/dataflow/SILKGAUGE/DF_GROWTH/2.0.0', 404, 100, 'version', /nearest is 1.0.0/],
  ['3.0', '/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.1+', 404, 100, 'version', /nearest is 1.0.0/],
  ['3.0', '/data/dataflow/SILKGAUGE/DF_GROWTH/2+.0.0', 404, 100, 'version', /nearest is 1.0.0/],
  ['2.1', '/data/GROWTH', 404, 100, 'dataflow', /nearest is DF_GROWTH/],
  ['2.1', '/data/ECB,DF_GROWTH', 404, 100, 'agency', /nearest is SILKGAUGE/],
  ['2.1', '/data/SILKGAUGE,DF_GROWTH,2.0', 404, 100, 'version', /nearest is 1.0.0/],
  ['2.1', '/data/DF_GROWTH/all/ECB', 404, 100, 'provider', /nearest is (all|SILKGAUGE)/],
  ['2.1', '/data/a,b,c,d', 404, 100, 'flow', /no dataflow/],
  ['3.0', '/structure/codelist/SDMX/CL_AREA', 404, 100, 'id', /nearest is CL_FREQ|nearest is CL/],
  ['3.0', '/structure/codelist/ECB', 404, 100, 'agency', /SDMX|SILKGAUGE/],
  ['2.1', '/codelist/SILKGAUGE/CL_AREAS', 404, 100, 'id', /nearest is CL_AREA/],
  ['2.1', '/codelist/SDMX/CL_FREQ/1.0', 404, 100, 'version', /nearest is 2.1/],
  ['3.0', '/dat/dataflow', 404, 100, 'resource', /nearest is data/],
  ['3.0', '/', 404, 100, 'resource', /structure/],
  ['2.1', '/datafow', 404, 100, 'resource', /nearest is dataflow/],
  // Too long.
  ['3.0', `${D3}?c[WORDING]=${'a'.repeat(9000)}`, 414, 1414, '', /longer than 8192/],
  // Not built.
  ['3.0', '/data/provisionagreement/*/*', 501, 501, 'context', /provisionagreement/],
  ['3.0', '/schema/provisionagreement/SILKGAUGE/DF_GROWTH', 501, 501, 'context', /dataflow or datastructure/],
  ['3.0', '/schema/dataflow/SILKGAUGE/DF_GROWTH?deletion=true', 501, 501, 'deletion', /deletions/],
  ['3.0', '/schema/dataflow/SILKGAUGE/DF_GROWTH?asOf=5', 501, 501, 'asOf', /structures/],
  ['3.0', '/schema/codelist/SILKGAUGE/CL_AREA', 400, 140, 'context', /datastructure/],
  ['3.0', '/schema/dataflow/SILKGAUGE/*', 400, 140, 'id', /one artefact/],
  ['3.0', '/schema/dataflow/SILKGAUGE/DF_GROWTH,DF_UNDATED', 400, 140, 'id', /one artefact/],
  ['3.0', '/schema/dataflow/SILKGAUGE/DF_GROWTH/*', 400, 140, 'version', /one artefact/],
  ['3.0', '/schema/dataflow/SILKGAUGE', 400, 140, 'id', /one artefact/],
  ['3.0', '/schema/dataflow/SILKGAUGE/DF_GROWTH?references=all', 400, 140, 'references', /format/],
  ['3.0', '/schema/dataflow/SILKGAUGE/DF_GROWHT', 404, 100, 'id', /nearest is DF_GROWTH/],
  ['3.0', '/schema/dataflow/SILKGAUGE/DF_GROWTH/2.0.0', 404, 100, 'version', /nearest is 1.0.0/],
  ['2.1', '/metadata/data/dataflow', 501, 501, 'resource', /metadata/],
  ['3.0', '/structure/categoryscheme', 501, 501, 'type', /categoryscheme/],
  ['2.1', '/provisionagreement', 501, 501, 'type', /provisionagreement/],
  ['3.0', `${D3}?sort=OBS_VALUE`, 501, 501, 'sort', /order by OBS_VALUE/],
  ['3.0', `${D3}?sort=series_key,VERDICT:desc`, 501, 501, 'sort', /order by VERDICT/],
  [
    '3.0',
    `${D3}?dimensionAtObservation=REF_AREA`,
    501,
    501,
    'dimensionAtObservation',
    /TIME_PERIOD or AllDimensions/,
  ],
  ['3.0', `${D3}?reportingYearStartDay=--07-01`, 501, 501, 'reportingYearStartDay', /--01-01/],
  ...['includeHistory=true', 'updatedAfter=5'].flatMap((clock) => {
    const [name = ''] = clock.split('=');
    return [
      [
        '3.0',
        `${D3}?attributes=none&measures=none&${clock}`,
        501,
        501,
        name,
        /with attributes=none&measures=none/,
      ],
      ['2.1', `${D2}?detail=serieskeysonly&${clock}`, 501, 501, name, /with detail=serieskeysonly/],
      ['2.1', `${D2}?detail=nodata&${clock}`, 501, 501, name, /with detail=nodata/],
    ] as const;
  }),
  ...['firstNObservations', 'lastNObservations'].map(
    (name) =>
      [
        ...(['3.0', `${D3}?includeHistory=true&${name}=1`, 501, 501, 'includeHistory'] as const),
        new RegExp(`includeHistory with ${name}`),
      ] as const,
  ),
  ['3.0', '/availability/dataflow/*/*?updatedAfter=5', 501, 501, 'updatedAfter', /availability/],
  ['3.0', '/structure/dataflow?asOf=5', 501, 501, 'asOf', /structures/],
  ['2.1', '/dataflow?asOf=5', 501, 501, 'asOf', /structures/],
];

describe('bad input', () => {
  it.each(REFUSED)('at %s %s is %i', (door, target, status, code, parameter, says) => {
    const fault = faultOf(door, target);
    expect([fault.status, fault.code, fault.parameter ?? '']).toEqual([status, code, parameter]);
    expect(fault.text.en).toMatch(says);
    if (parameter !== '') expect(fault.text.en).toContain(parameter);
    expect(fault.text.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it('is none of as many comparisons and digits as there may be', () => {
    const request = readRequest('3.0', `${D3}?c[GAP]=${'1,'.repeat(99)}${'9'.repeat(100)}`);
    expect(request).toMatchObject({ query: { filters: [{ component: 'GAP' }] } });
  });

  it.each([
    'attributes=none&updatedAfter=5',
    'measures=none&includeHistory=true',
    'lastNObservations=1&updatedAfter=5',
  ])(
    'is not what %s asks: keys with periods, values or attributes, and the ends of what is there',
    (query) => {
      expect(readRequest('3.0', `${D3}?${query}`).kind).toBe('data');
    },
  );

  it('of the format is left to negotiation', () => {
    expect(readRequest('3.0', `${D3}?format=jsondat`)).toMatchObject({ query: { format: 'jsondat' } });
  });
});

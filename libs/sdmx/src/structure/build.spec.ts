import { SdmxFault } from '../errors/fault.ts';
import type { AvailabilityQuery, Door, StructureQuery } from '../query/data-query.ts';
import { readRequest } from '../query/read-request.ts';
import { CONTENT } from '../spec/content.ts';
import type { Artefact, ItemScheme } from './artefact.ts';
import { artefactsFor, availabilityFor, needsContent } from './build.ts';
import { CODE_LISTS } from './catalogue.ts';

const query = (door: Door, target: string): StructureQuery => {
  const request = readRequest(door, target);
  if (request.kind !== 'structure') throw new Error(request.kind);
  return request.query;
};
const artefacts = (target: string, door: Door = '3.0'): readonly Artefact[] =>
  artefactsFor(query(door, target), CONTENT);
const ids = (target: string, door: Door = '3.0'): readonly string[] =>
  artefacts(target, door).map(({ id }) => id);
const codesOf = (target: string, list: string): readonly string[] =>
  (artefacts(target).find(({ id }) => id === list) as ItemScheme).items.map(({ id }) => id);

const EVERYTHING = [
  ...['AGENCIES', ...CODE_LISTS, 'CS_GROWTH', 'DSD_GROWTH', 'DSD_UNDATED'],
  ...['DF_GROWTH', 'DF_UNDATED', 'CR_GROWTH', 'CR_UNDATED'],
];

describe('artefacts', () => {
  it('are two dataflows on two structures, one concept scheme, lists, constraints and the agency', () => {
    expect(ids('/structure/*')).toEqual(EVERYTHING);
    expect(ids('/structure', '2.1')).toEqual(EVERYTHING);
    for (const artefact of artefacts('/structure/*/SILKGAUGE')) expect(artefact.version).toBe('1.0.0');
    expect(artefacts('/structure/agencyscheme')).toMatchObject([
      { agency: 'SDMX', id: 'AGENCIES', version: '1.0', items: [{ id: 'SILKGAUGE' }] },
    ]);
  });

  it('of the standard have the versions of the standard', () => {
    const versions = artefacts('/structure/codelist/SDMX').map(({ id, version }) => `${id} ${version}`);
    expect(versions.sort()).toEqual([
      'CL_CONF_STATUS 1.4',
      'CL_DECIMALS 1.0',
      'CL_FREQ 2.1',
      'CL_OBS_STATUS 2.3',
      'CL_UNIT_MULT 1.1',
    ]);
  });

  it.each([
    ['3.0', '/schema/dataflow/SILKGAUGE/DF_UNDATED', 'DF_UNDATED'],
    ['3.0', '/schema/datastructure/SILKGAUGE/DSD_UNDATED/1.0.0/?deletion=false', 'DSD_UNDATED'],
    ['3.0', '/schema/dataflow/SILKGAUGE/DF_UNDATED/~?dimensionAtObservation=AllDimensions', 'DF_UNDATED'],
    ['2.1', '/schema/dataflow/SILKGAUGE/DF_UNDATED/latest?explicit=false', 'DF_UNDATED'],
  ] as const)(
    'of a schema at %s, %s, are it and all that it is made of, with its codes',
    (door, target, id) => {
      const found = ids(target, door);
      expect(found[0]).toBe(id);
      for (const other of ['AGENCIES', ...CODE_LISTS, 'CS_GROWTH', 'DSD_UNDATED'])
        expect(found).toContain(other);
      expect(found.filter((one) => /GROWTH|CR_/.test(one))).toEqual(['CS_GROWTH']);
      expect(query(door, target).isSchema).toBe(true);
      expect(codesOf('/schema/dataflow/SILKGAUGE/DF_UNDATED', 'CL_AREA')).not.toContain('US');
      expect(codesOf('/schema/dataflow/SILKGAUGE/DF_GROWTH', 'CL_AREA')).toContain('US');
    },
  );

  it.each(['1.0', '1.0.0', 'latest', 'all'])('are there as version %s under 2.1', (version) => {
    expect(ids(`/dataflow/SILKGAUGE/DF_GROWTH/${version}`, '2.1')).toEqual(['DF_GROWTH']);
  });

  it('that are lists hold every code that any state uses, with the names of the register, else the code', () => {
    expect(artefacts('/structure/codelist/SILKGAUGE/CL_AREA')).toMatchObject([
      {
        isPartial: true,
        items: [
          { id: 'CN', names: { en: 'China', zh: '中国' } },
          { id: 'CN-Z-NAEDZ', names: { en: 'CN-Z-NAEDZ', zh: 'CN-Z-NAEDZ' } },
          { id: 'US', names: { en: 'United States', zh: '美国' } },
          { id: '_T', names: { en: 'Total', zh: '合计' } },
        ],
      },
    ]);
    expect(codesOf('/structure/codelist/SDMX/CL_FREQ', 'CL_FREQ')).toEqual(['M', '_O', '_U']);
  });

  it('has every kind of evidence in its list, as prints behind readings have theirs in events', () => {
    expect(artefacts('/structure/codelist/SILKGAUGE/CL_EVIDENCE_KIND')).toMatchObject([
      {
        isPartial: false,
        items: [
          { id: 'agency', names: { en: 'news agency', zh: '通讯社' } },
          { id: 'official' },
          { id: 'repost' },
          { id: 'translation' },
        ],
      },
    ]);
  });

  it('name what are no observations in the descriptions of both flows', () => {
    for (const flow of artefacts('/structure/dataflow'))
      expect(flow.description?.en).toMatch(/\/v1\/claims.*\/v1\/statements.*\/v1\/notices/);
  });

  it('of one item are that item, and the list is partial', () => {
    expect(artefacts('/structure/codelist/*/CL_AREA/*/CN')).toMatchObject([
      { isPartial: true, items: [{ id: 'CN' }] },
    ]);
    expect(artefacts('/conceptscheme/all/all/latest/GAP', '2.1')).toMatchObject([{ items: [{ id: 'GAP' }] }]);
  });

  it.each([
    ['/structure/codelist/*/CL_AREA/*/CM', 404, /nearest is CN/],
    ['/structure/dataflow/*/*/*/CN', 400, /no items/],
  ])('of items that are not there are refused: %s', (target, status, says) => {
    try {
      artefacts(target);
      throw new Error('taken');
    } catch (fault) {
      expect(fault).toBeInstanceOf(SdmxFault);
      expect((fault as SdmxFault).status).toBe(status);
      expect((fault as SdmxFault).text.en).toMatch(says);
    }
  });
});

describe('references', () => {
  const LISTS = ['AGENCIES', ...CODE_LISTS, 'CS_GROWTH'];
  it.each([
    ['dataflow/*/DF_GROWTH', 'none', []],
    ['dataflow/*/DF_GROWTH', 'children', ['AGENCIES', 'DSD_GROWTH']],
    ['dataflow/*/DF_GROWTH', 'descendants', [...LISTS, 'DSD_GROWTH']],
    ['dataflow/*/DF_GROWTH', 'parents', ['CR_GROWTH']],
    ['dataflow/*/DF_GROWTH', 'parentsandsiblings', ['AGENCIES', 'CR_GROWTH']],
    ['dataflow/*/DF_GROWTH', 'all', [...LISTS, 'DSD_GROWTH', 'CR_GROWTH']],
    ['dataflow/*/DF_GROWTH', 'codelist', [...CODE_LISTS]],
    ['dataflow/*/DF_GROWTH', 'datastructure,dataconstraint', ['DSD_GROWTH', 'CR_GROWTH']],
    ['datastructure/*/DSD_UNDATED', 'children', LISTS],
    ['datastructure/*/DSD_UNDATED', 'ancestors', ['DF_UNDATED', 'CR_UNDATED']],
    ['codelist/*/CL_AREA', 'parents', ['DSD_GROWTH', 'DSD_UNDATED']],
    ['codelist/*/CL_AREA', 'dataflow', ['DF_GROWTH', 'DF_UNDATED']],
    ['dataconstraint/*/CR_GROWTH', 'children', ['AGENCIES', 'DF_GROWTH']],
    ['agencyscheme/*/AGENCIES', 'parents', []],
    ['agencyscheme/*/AGENCIES', 'all', []],
    ['codelist/*/CL_AREA', 'conceptscheme', []],
    ['conceptscheme/*/CS_GROWTH', 'codelist', []],
    ['conceptscheme/*/CS_GROWTH', 'datastructure', ['DSD_GROWTH', 'DSD_UNDATED']],
  ])('of %s by %s', (asked, references, expected) => {
    const found = ids(`/structure/${asked}?references=${references}`);
    expect(found.slice(1)).toEqual(expected);
  });
});

describe('detail', () => {
  const stubs = (detail: string) =>
    artefacts(`/structure/dataflow/*/DF_GROWTH?references=children&detail=${detail}`).map(({ id, stub }) => [
      id,
      stub,
    ]);

  it.each([
    ['full', null, null],
    ['raw', null, null],
    ['allstubs', 'stub', 'stub'],
    ['referencestubs', null, 'stub'],
    ['allcompletestubs', 'complete', 'complete'],
    ['referencecompletestubs', null, 'complete'],
    ['referencepartial', null, null],
  ])('%s', (detail, asked, referenced) => {
    expect(stubs(detail)).toEqual([
      ['DF_GROWTH', asked],
      ['AGENCIES', referenced],
      ['DSD_GROWTH', referenced],
    ]);
  });

  it('referencepartial leaves lists what the flow uses', () => {
    const asked = '/structure/dataflow/*/DF_UNDATED?references=descendants';
    expect(codesOf(asked, 'CL_AREA')).toEqual(['CN', 'CN-Z-NAEDZ', 'US', '_T']);
    expect(codesOf(`${asked}&detail=referencepartial`, 'CL_AREA')).toEqual(['CN', '_T']);
  });

  it.each([
    ['DSD_UNDATED', true],
    ['DSD_GROWTH', false],
  ])('referencepartial leaves the concepts that %s has', (id, isPartial) => {
    const asked = `/structure/datastructure/*/${id}?references=children&detail=referencepartial`;
    const concepts = artefacts(asked).find((artefact) => artefact.type === 'conceptscheme');
    expect(concepts).toMatchObject({ isPartial });
    expect(codesOf(asked, 'CS_GROWTH').includes('TIME_PERIOD')).toBe(!isPartial);
  });

  it('tells whether codes have to be looked up', () => {
    expect(needsContent(query('3.0', '/structure/dataflow?references=children'))).toBe(false);
    expect(needsContent(query('3.0', '/structure/codelist?detail=allstubs'))).toBe(false);
    expect(needsContent(query('3.0', '/structure/dataflow?references=descendants'))).toBe(true);
    expect(needsContent(query('3.0', '/structure/dataconstraint'))).toBe(true);
  });
});

describe('constraints', () => {
  it('tell what there is of each dimension, and from when to when', () => {
    const [growth, undated] = artefacts('/structure/dataconstraint');
    expect(growth).toMatchObject({ id: 'CR_GROWTH', attachment: { id: 'DF_GROWTH' }, counts: null });
    const values = growth?.type === 'constraint' ? growth.keyValues : [];
    expect(values).toContainEqual({ id: 'REF_AREA', values: ['CN', 'CN-Z-NAEDZ', 'US'] });
    expect(values.at(-1)).toEqual({ id: 'TIME_PERIOD', start: '2019-01-01', end: '2020-12-31' });
    expect(JSON.stringify(undated)).not.toContain('TIME_PERIOD');
  });
});

describe('availability', () => {
  const available = (target: string): readonly Artefact[] => {
    const request = readRequest('3.0', target);
    if (request.kind !== 'availability') throw new Error(request.kind);
    const asked: AvailabilityQuery = request.query;
    return availabilityFor(asked, CONTENT);
  };

  it('counts series and observations of each flow', () => {
    expect(available('/availability/*')).toMatchObject([
      { id: 'CR_GROWTH', counts: { series: 12, observations: 345 }, isAvailability: true },
      { id: 'CR_UNDATED', counts: { series: 2, observations: 2 } },
    ]);
  });

  it('is of the components asked for, and of the artefact that the path names', () => {
    const [constraint] = available('/availability/datastructure/*/DSD_GROWTH/*/*/REF_AREA,TIME_PERIOD');
    expect(constraint).toMatchObject({
      attachment: { id: 'DSD_GROWTH' },
      keyValues: [{ id: 'REF_AREA' }, { id: 'TIME_PERIOD' }],
    });
  });

  it('has around it what is asked for, lists with the codes that are available', () => {
    const found = available('/availability/dataflow/*/DF_UNDATED?references=codelist,dataflow');
    expect(found.map(({ id }) => id)).toEqual([
      'CR_UNDATED',
      ...['CL_REPORTER', 'CL_AREA', 'CL_INDICATOR', 'CL_FREQ'],
      'DF_UNDATED',
    ]);
    const areas = found.find(({ id }) => id === 'CL_AREA') as ItemScheme;
    expect(areas.items.map(({ id }) => id)).toEqual(['CN', '_T']);
  });
});

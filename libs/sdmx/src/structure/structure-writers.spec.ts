import { STRUCTURE_FORMATS, type StructureFormat } from '../negotiation/form.ts';
import { readRequest } from '../query/read-request.ts';
import { CONTENT } from '../spec/content.ts';
import { jsonFaults, xmlFaults } from '../spec/official-schemas.ts';
import type { Artefact, StructureMessage } from './artefact.ts';
import { artefactsFor, availabilityFor } from './build.ts';
import { ATTRIBUTES, DIMENSIONS } from './components.ts';
import { STRUCTURE_WRITERS } from './structure-writers.ts';

const artefactsOf = (target: string, content = CONTENT): readonly Artefact[] => {
  const request = readRequest('3.0', target);
  if (request.kind === 'data') throw new Error(request.kind);
  return request.kind === 'structure'
    ? artefactsFor(request.query, content)
    : availabilityFor(request.query, content);
};

const message = (artefacts: readonly Artefact[], more: Partial<StructureMessage> = {}): StructureMessage => ({
  id: 'SG1042',
  prepared: '2020-07-16T02:00:00.000Z',
  test: false,
  language: 'en',
  door: '3.0',
  base: 'http://localhost:4100/sdmx/3.0',
  artefacts,
  isSchema: false,
  ...more,
});

const faultsOf = async (format: StructureFormat, ...texts: readonly string[]): Promise<readonly string[]> => {
  switch (format) {
    case 'structureJson2_1':
      return texts.flatMap((text) => jsonFaults('structure', '2.1.0', text));
    case 'structureJson2_0':
      return texts.flatMap((text) => jsonFaults('structure', '2.0.0', text));
    case 'structureMl3':
      return xmlFaults('3.0', ...texts);
    case 'structureMl21':
      return xmlFaults('2.1', ...texts);
  }
};

const NOTHING: typeof CONTENT = {
  ...CONTENT,
  used: {
    DF_GROWTH: { codes: {}, period: null, counts: { series: 0, observations: 0 } },
    DF_UNDATED: { codes: {}, period: null, counts: { series: 0, observations: 0 } },
  },
};

describe.each(Object.keys(STRUCTURE_FORMATS) as StructureFormat[])('%s', (format) => {
  const write = STRUCTURE_WRITERS[format];

  it('is valid under the official schema', async () => {
    const messages = [
      artefactsOf('/structure/*'),
      // Before any event.
      artefactsOf('/structure/*', NOTHING),
      artefactsOf('/structure/*?detail=allstubs'),
      artefactsOf('/structure/*?detail=allcompletestubs'),
      artefactsOf('/availability/*?references=all'),
      artefactsOf('/availability/*/*/*/*/*/REF_AREA'),
      artefactsOf('/availability/*/*/*/*/*/TIME_PERIOD'),
      artefactsOf('/availability/datastructure/*/DSD_GROWTH'),
      artefactsOf('/availability/*', NOTHING),
    ];
    const schemas = [
      '/schema/dataflow/SILKGAUGE/DF_GROWTH',
      '/schema/datastructure/SILKGAUGE/DSD_UNDATED',
    ].map((target) => message(artefactsOf(target), { isSchema: true }));
    const texts = [...messages.map((artefacts) => message(artefacts)), ...schemas].map(write);
    expect(await faultsOf(format, ...texts)).toEqual([]);
  });

  it('the official schema refuses what is wrong', async () => {
    const wrong = write(message(artefactsOf('/structure/datastructure'))).replaceAll('TIME_PERIOD', 'TI ME');
    expect(await faultsOf(format, wrong)).not.toEqual([]);
  });

  it('holds every component, both names, and lists as local representations', () => {
    const text = write(message(artefactsOf('/structure/*')));
    for (const component of [...DIMENSIONS, ...ATTRIBUTES, 'TIME_PERIOD', 'OBS_VALUE'])
      expect(text).toContain(component);
    for (const part of [
      '中国',
      'China',
      'G-2018-01-01_P5M',
      'SG1042',
      '2020-07-16T02:00:00.000Z',
      'CL_TRANSFORMATION',
    ])
      expect(text).toContain(part);
  });

  it('leaves stubs without their content, and says where it is', () => {
    const text = write(message(artefactsOf('/structure/codelist/*/CL_AREA?detail=allstubs')));
    expect(text).not.toContain('CN-Z-NAEDZ');
    expect(text).toContain('http://localhost:4100/sdmx/3.0/structure/codelist/SILKGAUGE/CL_AREA/1.0.0');
    const constraint = artefactsOf('/structure/dataconstraint/*/CR_GROWTH?detail=allstubs');
    const old = write(message(constraint, { door: '2.1', base: 'http://localhost:4100/sdmx/2.1' }));
    expect(old).toContain('http://localhost:4100/sdmx/2.1/contentconstraint/SILKGAUGE/CR_GROWTH/1.0.0');
  });
});

describe('SDMX-ML', () => {
  it.each(['structureMl3', 'structureMl21'] as const)(
    '%s begins with <?xml, has a prefix on the root, and a character that XML cannot hold becomes U+FFFD',
    async (format) => {
      const odd = { ...CONTENT, nameOf: () => ({ en: 'a\u0001<b>&"\ufffe', zh: '\u000b' }) };
      const text = STRUCTURE_WRITERS[format](message(artefactsOf('/structure/codelist/*/CL_AREA', odd)));
      expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\s*<mes:Structure /);
      expect(text).toContain('a\ufffd&lt;b&gt;&amp;"\ufffd');
      expect(await faultsOf(format, text)).toEqual([]);
    },
  );

  it('2.1 names package and class in each reference, which pysdmx needs, and none for the measure, as sdmx1 has no such class', () => {
    const text = STRUCTURE_WRITERS.structureMl21(message(artefactsOf('/structure/*')));
    const references = (text.match(/<Ref [^>]*>/g) ?? []).filter((each) => !each.includes('id="OBS_VALUE"/'));
    expect(references.length).toBeGreaterThan(100);
    for (const reference of references) expect(reference).toMatch(/ package="[a-z]+" class="[A-Za-z]+"/);
    expect(text).toContain('<Ref id="OBS_VALUE"/>');
  });

  it('3.0 tells with the other values from when to when there are any, as sdmx1 fails at TimeRange', () => {
    const whole = STRUCTURE_WRITERS.structureMl3(message(artefactsOf('/availability/dataflow/*/DF_GROWTH')));
    expect(whole).not.toContain('TimeRange');
    expect(whole).toMatch(/KeyValue validFrom="2019-01-01" validTo="2020-12-31" id="REF_AREA"/);
    const alone = artefactsOf('/availability/dataflow/*/DF_GROWTH/*/*/TIME_PERIOD');
    const text = STRUCTURE_WRITERS.structureMl3(message(alone));
    expect(text).toMatch(/TimeRange/);
  });

  it('3.0 has no MeasureRelationship', () => {
    expect(STRUCTURE_WRITERS.structureMl3(message(artefactsOf('/structure/datastructure')))).not.toContain(
      'MeasureRelationship',
    );
  });

  it('of availability counts in annotations, as JSON 2.0 does', () => {
    const artefacts = message(artefactsOf('/availability/dataflow/*/DF_GROWTH'));
    for (const format of ['structureMl3', 'structureMl21'] as const)
      expect(STRUCTURE_WRITERS[format](artefacts).replaceAll(/\s+/g, '')).toContain(
        '<com:Annotationid="obs_count"><com:AnnotationTitle>345</com:AnnotationTitle><com:AnnotationType>sdmx_metrics</com:AnnotationType>',
      );
    const { data } = JSON.parse(STRUCTURE_WRITERS.structureJson2_0(artefacts));
    expect(data.dataConstraints[0].annotations).toContainEqual({
      id: 'series_count',
      type: 'sdmx_metrics',
      title: '12',
    });
  });
});

describe('SDMX-JSON', () => {
  it('2.1 has availability constraints with counts', () => {
    const text = STRUCTURE_WRITERS.structureJson2_1(
      message(artefactsOf('/availability/dataflow/*/DF_GROWTH')),
    );
    expect(JSON.parse(text).data).toMatchObject({
      availabilityConstraints: [
        {
          constraintAttachment: { dataflow: expect.stringContaining('Dataflow=SILKGAUGE:DF_GROWTH(1.0.0)') },
          seriesCount: 12,
          obsCount: 345,
        },
      ],
    });
  });

  it('has the name in the language asked for, and both', () => {
    const artefacts = artefactsOf('/structure/codelist/*/CL_AREA/*/CN');
    const { meta, data } = JSON.parse(
      STRUCTURE_WRITERS.structureJson2_1(message(artefacts, { language: 'zh' })),
    );
    expect(meta.contentLanguages).toEqual(['zh', 'en']);
    expect(data.codelists[0].codes).toMatchObject([
      { id: 'CN', name: '中国', names: { en: 'China', zh: '中国' } },
    ]);
  });

  it('names its schema at the beginning', () => {
    for (const format of ['structureJson2_1', 'structureJson2_0'] as const)
      expect(STRUCTURE_WRITERS[format](message([])).slice(0, 350)).toContain(
        'sdmx-json-structure-schema.json',
      );
  });
});

import type { JoinedState } from '@silkgauge/contract';
import { observationsOf } from '../../observation/observations-of.ts';
import type { Observation } from '../../observation/observation.ts';
import { articleStates, print, statesOf, UNTOLD } from '../../spec/article.ts';
import { dataSet, message, textOf } from '../../spec/message.ts';
import { readMl } from '../../spec/read-back.ts';
import { ml21Generic, ml21GenericTimeSeries } from './ml-21-generic.ts';
import { ml21StructureSpecific, ml21StructureSpecificTimeSeries } from './ml-21-structure-specific.ts';
import { ml3 } from './ml-3.ts';
import { xmlText } from './xml-text.ts';

const seen = (states: readonly JoinedState[]): Observation[] =>
  states.flatMap((state) => observationsOf(state, UNTOLD));

const article = seen(articleStates());
const undated = seen(statesOf([print('U1', { period: '_U', value: '7' })], ['_U']));
const SHOWN = { attributes: ['OBS_STATUS', 'OBS_LOW', 'OBS_HIGH'] } as const;

const SERIES =
  'REPORTER="NAEDZ" REF_AREA="CN-Z-NAEDZ" INDICATOR="CBEC" COVERAGE="LOCAL" FLOW="_T" MODE="_T" PRODUCT="_T" COUNTERPART="_T" CURRENCY="CNY" FREQ="_O" TRANSFORMATION="GY" BASIS="REPORTED"';

const WRITERS = [
  [ml3, 'StructureSpecificData', 'StructureSpecificData'],
  [ml21StructureSpecific, 'StructureSpecificData', 'StructureSpecificData'],
  [ml21StructureSpecificTimeSeries, 'StructureSpecificTimeSeriesData', 'StructureSpecificData'],
  [ml21Generic, 'GenericData', 'GenericData'],
  [ml21GenericTimeSeries, 'GenericTimeSeriesData', 'GenericData'],
] as const;

describe('SDMX-ML', () => {
  it('has the article in series', async () => {
    const text = await textOf(ml21StructureSpecific, message([dataSet(article)], SHOWN));
    expect(text).toContain(
      [
        `<Series ${SERIES} READING="TO-TIMES">`,
        '<Obs TIME_PERIOD="2020-01-01/P5M" OBS_VALUE="350" OBS_STATUS="_U" OBS_LOW="345" OBS_HIGH="355"/>',
        '</Series>',
        `<Series ${SERIES} READING="UP-BY-TIMES">`,
        '<Obs TIME_PERIOD="2020-01-01/P5M" OBS_VALUE="450" OBS_STATUS="_U" OBS_LOW="445" OBS_HIGH="455"/>',
        '</Series>',
        `<Series ${SERIES} READING="_Z">`,
        '<Obs TIME_PERIOD="2020-01-01/P5M" OBS_STATUS="O"/>',
        '</Series>\n',
      ].join('\n'),
    );
  });

  it.each(WRITERS.map(([writer, ...roots]) => [...roots, writer] as const))(
    'begins so that readers know the flavour from 1,000 characters: %s, flat %s',
    async (root, flatRoot, writer) => {
      const text = await textOf(writer, message([dataSet(article)]));
      const isGeneric = root.startsWith('Generic');
      expect(text).toMatch(new RegExp(`^<\\?xml version="1\\.0" encoding="UTF-8"\\?>\\n<message:${root} `));
      expect(text.endsWith(`</message:${root}>\n`)).toBe(true);
      const first = text.slice(0, 1000).toLowerCase();
      expect(first.includes(':generic')).toBe(isGeneric);
      expect(first.includes(':structurespecific')).toBe(!isGeneric);
      expect(first.includes('v3_0')).toBe(writer === ml3);
      const flat = await textOf(writer, message([dataSet(undated)]));
      expect(flat).toContain(`<message:${flatRoot} `);
    },
  );

  it('uses every name space that it declares', async () => {
    for (const [writer] of WRITERS) {
      const text = await textOf(writer, message([dataSet(article)]));
      for (const [, prefix] of text.matchAll(/xmlns:(\w+)=/g))
        expect(text.replace(/xmlns:\w+=/g, '')).toMatch(new RegExp(`[<" ]${String(prefix)}:`));
    }
  });

  it('names the data structure in 2.1, the dataflow or the data structure by URN in 3.0', async () => {
    for (const [writer] of WRITERS.slice(1))
      expect(await textOf(writer, message([dataSet(article)]))).toContain(
        '<Ref agencyID="SILKGAUGE" id="DSD_GROWTH" version="1.0.0" package="datastructure" class="DataStructure"/>',
      );
    const of = async (context: 'dataflow' | 'datastructure') =>
      textOf(ml3, message([dataSet(article)], { context }));
    expect(await of('dataflow')).toContain(
      '<common:StructureUsage>urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=SILKGAUGE:DF_GROWTH(1.0.0)</common:StructureUsage>',
    );
    expect(await of('datastructure')).toContain(
      '<common:Structure>urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=SILKGAUGE:DSD_GROWTH(1.0.0)</common:Structure>',
    );
  });

  it('has no name in its header, at which sdmx1 fails', async () => {
    for (const [writer] of WRITERS)
      expect(await textOf(writer, message([dataSet(article)]))).not.toContain('<common:Name');
  });

  it('of undated figures and of all dimensions is flat', async () => {
    for (const [writer] of WRITERS) {
      const text = await textOf(writer, message([dataSet(undated)]));
      expect(text).not.toContain('Series ');
      expect(readMl(text)).toMatchObject([{ flow: 'DF_UNDATED', period: null, value: '7' }]);
      const flat = await textOf(
        writer,
        message([dataSet(article)], { dimensionAtObservation: 'AllDimensions' }),
      );
      expect(flat).toContain('dimensionAtObservation="AllDimensions"');
      expect(flat).not.toMatch(/<(generic:)?Series/);
      expect(readMl(flat)).toHaveLength(article.length);
    }
  });

  it('tells what is to be deleted by its keys, and from when and until when data are valid', async () => {
    const gone = dataSet(article.slice(0, 1), { action: 'Delete', validTo: '2020-07-17T00:00:00Z' });
    const there = dataSet(article.slice(1), { validFrom: '2020-07-17T00:00:00Z' });
    for (const [writer] of WRITERS) {
      const text = await textOf(writer, message([gone, there]));
      expect(text).toMatch(/action="Delete" (ss:)?validToDate="2020-07-17T00:00:00Z"/);
      expect(text).toMatch(/action="Replace" (ss:)?validFromDate="2020-07-17T00:00:00Z"/);
      const [first, ...others] = readMl(text);
      expect(first).toMatchObject({
        action: 'Delete',
        key: article[0]?.seriesKey,
        value: null,
        attributes: {},
      });
      expect(others.every(({ action }) => action === 'Replace')).toBe(true);
    }
  });

  it('of series keys has series without observations', async () => {
    const asked = { attributes: [], measures: false, seriesKeysOnly: true } as const;
    for (const [writer] of WRITERS) {
      const text = await textOf(writer, message([dataSet(article)], asked));
      expect(text).not.toMatch(/<(generic:)?Obs/);
      expect(text.match(/<(generic:)?Series[ >]/g)).toHaveLength(7);
    }
  });

  it('is about one flow', async () => {
    for (const [writer] of WRITERS)
      await expect(textOf(writer, message([dataSet(article), dataSet(undated)]))).rejects.toThrow(RangeError);
  });

  it.each([
    ['a&b<c>d"e', 'a&amp;b&lt;c&gt;d&quot;e'],
    ['a\tb\nc\rd', 'a&#9;b&#10;c&#13;d'],
    ['\0a\x07b\ufffe', '\ufffda\ufffdb\ufffd'],
    ['\ud800x\udc00', '\ufffdx\ufffd'],
    ['中😀\u0085\u2028', '中😀\u0085\u2028'],
  ])('writes %j as %j', (text, written) => {
    expect(xmlText(text)).toBe(written);
  });
});

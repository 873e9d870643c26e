import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import type { GrowthState } from '@silkgauge/contract';
import { caughtUp, allStates, load, startStack, type Stack } from './stack.ts';

type Row = Readonly<Record<string, string>>;

const CSV = 'application/vnd.sdmx.data+csv;version=2.0.0';
const ALL = '/sdmx/3.0/data/*/*/*/*';

let stack: Stack;
let states: GrowthState[];

beforeAll(async () => {
  stack = await startStack();
  for (const set of ['seed', 'policies', 'cbec']) await load(stack, set);
  await caughtUp(stack);
  states = await allStates(stack);
});

afterAll(async () => {
  await stack?.stop();
});

async function rowsOf(path: string): Promise<Row[]> {
  const response = await fetch(stack.api.url + path, { headers: { accept: CSV } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${String(response.status)} ${text}`);
  return parse(text, { columns: true }) as Row[];
}

const codeOfReading = (name: string): string =>
  name === 'up-by-times' || name === 'to-times'
    ? name.toUpperCase()
    : `P-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;

/** What a state says, as key and period, value, ends, verdict, gap, status, version and sequence. */
function expectedOf(state: GrowthState): string[] {
  const measures = [
    ['N', state.level] as const,
    ...Object.entries(state.growth).map(
      ([name, sides]) =>
        [name === '_U' ? 'G_U' : /^\d/.test(name) ? `G-${name.replace('/', '_')}` : name, sides] as const,
    ),
    ...Object.entries(state.other).map(([name, sides]) => [name.toUpperCase(), sides] as const),
  ];
  return measures.flatMap(([transformation, sides]) =>
    (['reported', 'computed', 'implied', 'forecast'] as const).flatMap((side) => {
      const measurement = sides[side];
      if (!measurement) return [];
      const none = { value: null, low: null, high: null };
      const figures = [
        { reading: '_Z', ...(measurement.readings ? none : measurement) },
        ...(measurement.readings ?? []).map((one) => ({ ...one, reading: codeOfReading(one.reading) })),
      ];
      return figures.map(({ reading, value, low, high }) =>
        [
          ...Object.values(state.series),
          ...[transformation, side.toUpperCase(), reading, state.period, value ?? '', low ?? '', high ?? ''],
          ...[sides.verdict, sides.gap ?? '', measurement.status, measurement.unit],
          ...[state.flags.join(' '), String(state.version), state.sequence, state.knownAt],
        ].join('|'),
      );
    }),
  );
}

const NAMES = [
  ...['REPORTER', 'REF_AREA', 'INDICATOR', 'COVERAGE', 'FLOW', 'MODE', 'PRODUCT', 'COUNTERPART', 'CURRENCY'],
  ...['TRANSFORMATION', 'BASIS', 'READING', 'TIME_PERIOD', 'OBS_VALUE', 'OBS_LOW', 'OBS_HIGH'],
  ...['VERDICT', 'GAP', 'FIGURE_STATUS', 'UNIT_MEASURE', 'FLAGS', 'VERSION', 'SEQUENCE', 'KNOWN_AT'],
];
const rowText = (row: Row): string =>
  NAMES.map((name) => (name === 'TIME_PERIOD' && !row[name] ? '_U' : (row[name] ?? ''))).join('|');

describe('SDMX of the bundled figures', () => {
  it('every digit, end, verdict and version equals /v1/growth, and nothing else is told', async () => {
    const rows = await rowsOf(ALL);
    const expected = states.flatMap(expectedOf);
    expect(expected.length).toBeGreaterThan(700);
    expect(rows.map(rowText).sort()).toEqual(expected.sort());
  });

  it('both doors and all formats of text tell the same observations', async () => {
    const table = await rowsOf('/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0');
    const counted = async (path: string, accept: string, mark: RegExp) => {
      const text = await (await fetch(stack.api.url + path, { headers: { accept } })).text();
      return [accept, text.match(mark)?.length];
    };
    const xml = 'application/vnd.sdmx.';
    for (const [accept, mark] of [
      [`${xml}data+xml;version=3.0.0`, /<Obs /g],
      [`${xml}structurespecificdata+xml;version=2.1`, /<Obs /g],
      [`${xml}genericdata+xml;version=2.1`, /<(?:\w+:)?Obs>/g],
    ] as const)
      expect(await counted('/sdmx/2.1/data/DF_GROWTH', accept, mark)).toEqual([accept, table.length]);
  });

  it('pages add up to the whole, and so do series', async () => {
    const path = '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0';
    const whole = (await rowsOf(path)).map(rowText);
    const parts: string[] = [];
    for (let offset = 0; offset < whole.length; offset += 1_000)
      parts.push(...(await rowsOf(`${path}?offset=${String(offset)}&limit=1000`)).map(rowText));
    expect(parts).toEqual(whole);
    const keys = await rowsOf(`${path}?attributes=none&measures=none`);
    const last = await rowsOf(`${path}?lastNObservations=1`);
    expect(keys.map((row) => NAMES.slice(0, 12).map((name) => row[name]))).toEqual(
      last.map((row) => NAMES.slice(0, 12).map((name) => row[name])),
    );
  });

  it('availability counts what data has, code by code', async () => {
    const rows = await rowsOf('/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/GACC');
    const response = await fetch(
      `${stack.api.url}/sdmx/3.0/availability/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/GACC`,
    );
    interface KeyValue {
      readonly id: string;
      readonly values?: readonly (string | { readonly value: string })[];
    }
    const { data } = (await response.json()) as {
      data: { availabilityConstraints: { cubeRegion: { keyValues: readonly KeyValue[] } }[] };
    };
    const told = data.availabilityConstraints[0]?.cubeRegion.keyValues ?? [];
    for (const name of ['REF_AREA', 'TRANSFORMATION', 'BASIS', 'READING', 'FREQ']) {
      const values = told.find(({ id }) => id === name)?.values ?? [];
      const codes = values.map((one) => (typeof one === 'string' ? one : one.value));
      expect([name, codes]).toEqual([name, [...new Set(rows.map((row) => row[name]))].sort()]);
    }
  });

  it('code lists hold every code that an observation has', async () => {
    const rows = await rowsOf(ALL);
    const response = await fetch(`${stack.api.url}/sdmx/3.0/structure/codelist/SILKGAUGE/*/*`);
    const { data } = (await response.json()) as {
      data: { codelists: { id: string; codes: { id: string }[] }[] };
    };
    const codesOf = (list: string) =>
      new Set(data.codelists.find(({ id }) => id === list)?.codes.map(({ id }) => id));
    for (const [list, ...components] of [
      ['CL_REPORTER', 'REPORTER'],
      ['CL_AREA', 'REF_AREA', 'COUNTERPART'],
      ['CL_PRODUCT', 'PRODUCT'],
      ['CL_TRANSFORMATION', 'TRANSFORMATION'],
      ['CL_READING', 'READING'],
      ['CL_UNIT', 'UNIT_MEASURE'],
      ['CL_EVIDENCE_KIND', 'EVIDENCE_KIND'],
    ] as const) {
      const codes = codesOf(list);
      const missing = rows
        .flatMap((row) => components.map((name) => row[name] ?? ''))
        // Numbers that nobody printed have no kind of evidence.
        .filter((one) => !codes.has(one) && (one !== '' || list !== 'CL_EVIDENCE_KIND'));
      expect([list, missing]).toEqual([list, []]);
    }
  });
});

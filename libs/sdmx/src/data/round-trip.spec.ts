import { createHash } from 'node:crypto';
import type { JoinedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import fc from 'fast-check';
import { observationsOf } from '../observation/observations-of.ts';
import { UNTOLD } from '../spec/article.ts';
import { madeState, undatedState } from '../spec/made-states.ts';
import { dataSet, message, textOf } from '../spec/message.ts';
import { readCsv, readJson, readMl, type ReadRow } from '../spec/read-back.ts';
import { DATA_WRITERS } from './data-writers.ts';
import type { DataMessage } from './writer.ts';

type Format = keyof typeof DATA_WRITERS;

const same = (text: string): string => text;
/** In one line, and with no half of a letter, which UTF-8 does not have. */
const oneLine = (text: string): string =>
  text.toWellFormed().replace(/\r\n|[\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029]/g, ' ');

/** What XML cannot hold, a code point at a time. */
const inXml = (text: string): string =>
  Array.from(text, (letter) => {
    const point = letter.codePointAt(0) ?? 0;
    const isHeld =
      point === 9 ||
      point === 10 ||
      point === 13 ||
      (point >= 0x20 && point < 0xd800) ||
      (point >= 0xe000 && point < 0xfffe) ||
      point >= 0x10000;
    return isHeld ? letter : '\ufffd';
  }).join('');

const READ: Readonly<
  Record<
    Format,
    { readonly read: (text: string, flow: string) => ReadRow[]; readonly shown: (text: string) => string }
  >
> = {
  json2_1: { read: readJson, shown: same },
  json2_0: { read: readJson, shown: same },
  json1: { read: readJson, shown: same },
  csv2_1: { read: readCsv, shown: oneLine },
  csv2_0: { read: readCsv, shown: oneLine },
  csv1: { read: readCsv, shown: oneLine },
  ml3: { read: readMl, shown: inXml },
  ml21Generic: { read: readMl, shown: inXml },
  ml21StructureSpecific: { read: readMl, shown: inXml },
  ml21GenericTimeSeries: { read: readMl, shown: inXml },
  ml21StructureSpecificTimeSeries: { read: readMl, shown: inXml },
};

const FORMATS = Object.keys(DATA_WRITERS) as Format[];

/** A number that a state has, by transformation, basis and reading. */
interface Told {
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly verdict: string;
  readonly version: string | undefined;
}

const TRANSFORMATIONS: Readonly<Record<string, string>> = {
  GY: 'GY',
  G1: 'G1',
  _U: 'G_U',
  '2018-S1': 'G-2018-S1',
  '2018-01-01/P5M': 'G-2018-01-01_P5M',
};

const READINGS: Readonly<Record<string, string>> = { 'up-by-times': 'UP-BY-TIMES', 'to-times': 'TO-TIMES' };

const codeOf = (reading: string): string =>
  READINGS[reading] ?? `P-${createHash('sha256').update(reading).digest('hex').slice(0, 12)}`;

/** The numbers of a state by another road than the one that is tested. */
function numbersOf({ level, growth, other, version }: JoinedState): Map<string, Told> {
  const all = [
    ['N', level] as const,
    ...Object.entries(growth).map(([comparison, sides]) => [TRANSFORMATIONS[comparison], sides] as const),
    ...Object.entries(other).map(([measure, sides]) => [measure.toUpperCase(), sides] as const),
  ];
  const told = new Map<string, Told>();
  for (const [transformation, sides] of all)
    for (const basis of ['reported', 'computed', 'implied', 'forecast'] as const) {
      const measurement: Measurement | undefined = sides[basis];
      if (!measurement) continue;
      const place = `${String(transformation)}.${basis.toUpperCase()}`;
      const rest = { verdict: sides.verdict, version: String(version) };
      const { value, low, high, readings } = measurement;
      told.set(
        `${place}._Z`,
        readings ? { value: null, low: null, high: null, ...rest } : { value, low, high, ...rest },
      );
      for (const reading of readings ?? [])
        told.set(`${place}.${codeOf(reading.reading)}`, {
          value: reading.value,
          low: reading.low,
          high: reading.high,
          ...rest,
        });
    }
  return told;
}

const readNumbers = (rows: readonly ReadRow[]): Map<string, Told> =>
  new Map(
    rows.map(({ key, value, attributes }) => [
      key.split('.').slice(-3).join('.'),
      {
        value,
        low: attributes['OBS_LOW'] ?? null,
        high: attributes['OBS_HIGH'] ?? null,
        verdict: attributes['VERDICT'] ?? '',
        version: attributes['VERSION'],
      },
    ]),
  );

/** What a reader of the format finds of a state. */
async function readBack(
  format: Format,
  state: JoinedState,
  members: Partial<DataMessage> = {},
): Promise<ReadRow[]> {
  const observations = observationsOf(state, UNTOLD);
  if (observations.length === 0) return [];
  const set = dataSet(observations);
  return READ[format].read(await textOf(DATA_WRITERS[format], message([set], members)), set.flow);
}

describe.each(FORMATS)('%s', (format) => {
  it('has every digit, end, verdict, reading and version of a state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(madeState(), undatedState), async (state) => {
        expect(readNumbers(await readBack(format, state))).toEqual(numbersOf(state));
      }),
      { numRuns: 30 },
    );
  });

  it('has every attribute as it is, but for characters that the format cannot hold', async () => {
    const { shown } = READ[format];
    await fc.assert(
      fc.asyncProperty(fc.oneof(madeState(), undatedState), async (state) => {
        const rows = new Map((await readBack(format, state)).map((row) => [row.key, row]));
        for (const { seriesKey, period, value, attributes } of observationsOf(state, UNTOLD)) {
          const row = rows.get(seriesKey);
          expect(row?.period).toBe(period);
          expect(row?.value).toBe(value);
          expect(row?.attributes).toEqual(
            Object.fromEntries(Object.entries(attributes).map(([id, text]) => [id, shown(text)])),
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('never shows two readings as one number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(madeState(), undatedState), async (state) => {
        const rows = await readBack(format, state);
        for (const { key, value, attributes } of rows.filter(
          ({ attributes: { READINGS: named } }) => named,
        )) {
          expect(key).toMatch(/\._Z$/);
          expect(value).toBeNull();
          expect(attributes).not.toHaveProperty('OBS_LOW');
          expect(attributes).not.toHaveProperty('OBS_HIGH');
          expect(attributes['OBS_STATUS']).toBe('O');
          const others = rows.filter(
            (row) => row.key !== key && row.key.startsWith(key.slice(0, -'_Z'.length)),
          );
          const codes = (attributes['READINGS'] ?? '').split(' ').filter((code) => !code.startsWith('+'));
          expect(others.map((row) => row.key.split('.').at(-1)).sort()).toEqual(codes.sort());
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is the same flat and in series', async () => {
    await fc.assert(
      fc.asyncProperty(madeState(), async (state) => {
        const flat = await readBack(format, state, { dimensionAtObservation: 'AllDimensions' });
        expect(flat).toEqual(await readBack(format, state));
      }),
      { numRuns: 15 },
    );
  });
});

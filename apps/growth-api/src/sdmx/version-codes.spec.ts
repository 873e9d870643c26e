import fc from 'fast-check';
import type { ServedState } from '@silkgauge/contract';
import { stateJson, type StateChange } from '@silkgauge/read-model';
import { observationsOf } from '@silkgauge/sdmx';
import { NO_EVIDENCE } from './evidence.ts';
import { FoundCodes } from './found-codes.ts';
import { shapeOf, VersionCodes } from './version-codes.ts';

const digits = fc
  .tuple(fc.integer({ min: -99, max: 99 }), fc.constantFrom('', '.5', '.25', '.1234'))
  .map(([whole, part]) => `${String(whole)}${part}`);
/** Text that looks like members of a document. */
const name = fc.constantFrom('a', 'R8/CN/02', '","verdict":"conflicts', '"unit":"USD"', 'x\\', '中"');
const orNot = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const printed = fc.record({
  value: digits,
  multiplier: fc.constantFrom('1', '1000'),
  unit: fc.constantFrom('CNY', 'percent', 'times'),
  wording: fc.constantFrom(null, 'up-by-times'),
  qualifier: fc.constantFrom('exact', 'over'),
});
const from = fc.record({
  source: name,
  id: name,
  document: name,
  publishedAt: fc.constantFrom('2020', '2021-01-01'),
  kind: orNot(fc.constantFrom('official', 'repost')),
});
const reading = fc.record({
  reading: fc.oneof(fc.constant('to-times'), name),
  value: digits,
  low: digits,
  high: digits,
});
const measurement = fc
  .record({
    value: fc.option(digits),
    unit: fc.constantFrom('CNY', 'USD', 'stores', 'percent'),
    low: digits,
    high: digits,
    status: fc.constantFrom('A', 'R', 'P', '_U'),
    printed: orNot(printed),
    from: orNot(from),
    absence: orNot(fc.constantFrom('not-collected', 'confidential')),
    readings: orNot(fc.array(reading, { minLength: 1, maxLength: 2 })),
    formula: fc.constantFrom('reported@1', 'ratio@1'),
  })
  .map(({ readings, value, ...all }) => ({ value: readings ? null : value, readings, ...all }));
const sides = fc.record({
  comparedWith: fc.constantFrom('2019', '2020-01'),
  reported: orNot(measurement),
  computed: orNot(measurement),
  verdict: fc.constantFrom('unchecked', 'agrees', 'conflicts'),
  gap: fc.option(digits),
});
const said = fc.record({
  level: sides.map(({ comparedWith: _, ...level }) => level),
  growth: fc.dictionary(fc.constantFrom('GY', 'G1', '_U', '2018-S1'), sides),
  other: fc.dictionary(fc.constantFrom('share', 'contribution'), sides),
  counts: orNot(
    fc.record({ events: fc.constantFrom('1', '2'), units: digits, last: fc.constantFrom('2020', '2021') }),
  ),
  flags: fc.subarray(['small-base', 'coverage-break']),
});
const change = fc.record({
  reason: fc.constantFrom('reported', 'restated'),
  previous: fc.constant(null),
  causes: fc.constant([]),
});
const row = fc.record({
  key: fc
    .tuple(fc.constantFrom('GACC', 'ZAEZ'), fc.constantFrom('CN', 'US'))
    .map(([reporter, area]) => `${reporter}.${area}.CBEC.FULL.X._T._T._T.CNY`),
  period: fc.constantFrom('2020', '2020-S1', '2020-Q2', '2020-03', '2020-01-01/P5M', '_U'),
  document: fc.tuple(said, change).map(([one, why]) => JSON.stringify({ ...one, change: why })),
});

const rowsOf = (all: readonly { key: string; period: string; document: string }[]): StateChange[] =>
  all.map((one, at) => ({
    ...one,
    sequence: String(at + 1),
    domain: 'customs',
    version: 1,
    known_at: new Date(0),
  }));

it('codes of versions of known shapes are those that each version has', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.infiniteStream(digits), (some, numbers) => {
      // Versions with other numbers have known shapes, of other series and periods too.
      const again = some.map((one, at) => ({
        ...one,
        key: some[(at + 1) % some.length]?.key ?? one.key,
        period: some[(at + 2) % some.length]?.period ?? one.period,
        document: one.document.replaceAll(
          /"(low|high)":"[^"]*"/g,
          (_, end: string) => `"${end}":"${numbers.next().value as string}"`,
        ),
      }));
      const rows = rowsOf([...some, ...again]);
      const found = new VersionCodes();
      const each = { DF_GROWTH: new FoundCodes(), DF_UNDATED: new FoundCodes() };
      for (const one of rows) {
        found.add(one);
        const state = JSON.parse(stateJson(one)) as ServedState;
        for (const seen of observationsOf(state, NO_EVIDENCE)) each[seen.flow].add(seen);
      }
      expect(found.used()).toEqual({
        DF_GROWTH: each.DF_GROWTH.used(null),
        DF_UNDATED: each.DF_UNDATED.used(null),
      });
    }),
  );
});

it('a shape is the same for other numbers and events, and another for other decimals, units and verdicts', () => {
  const document = (value: string, unit: string, verdict: string, id: string) =>
    JSON.stringify({
      level: {
        reported: { value, unit, low: value, high: value, from: { source: 's', id } },
        verdict,
        gap: null,
      },
      flags: [],
      change: { reason: 'reported', previous: null, causes: [{ source: 's', id }] },
    });
  const shape = shapeOf(document('12.5', 'CNY', 'unchecked', 'a'));
  expect(shapeOf(document('7312.4', 'CNY', 'unchecked', 'b"c'))).not.toBe(shape);
  expect(shapeOf(document('7312.4', 'CNY', 'unchecked', 'b'))).toBe(shape);
  expect(shapeOf(document('12.55', 'CNY', 'unchecked', 'a'))).not.toBe(shape);
  expect(shapeOf(document('12.5', 'USD', 'unchecked', 'a'))).not.toBe(shape);
  expect(shapeOf(document('12.5', 'CNY', 'agrees', 'a'))).not.toBe(shape);
});

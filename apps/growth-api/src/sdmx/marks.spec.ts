import type { Observation } from '@silkgauge/sdmx';
import { Marks, nameOf } from './marks.ts';
import type { Chosen, Lot } from './observations.ts';

/** A lot of one series. */
const lot = (series: string, size: number): Lot =>
  Array.from(
    { length: size },
    () => ({ seriesKey: `${series}.B.C.D.E.F.G.H.I.A.N.REPORTED._Z` }) as Observation,
  );

const keyOf = (series: string) => `${series}.B.C.D.E.F.G.H.I`;

async function passOver(marks: Marks, name: string, lots: readonly Lot[]): Promise<number> {
  let read = 0;
  for await (const one of marks.noted(name, marks.before(name, 0), lots)) read += one.length;
  return read;
}

it('a page begins behind the last series that was passed before it', async () => {
  const marks = new Marks();
  const lots = ['P1', 'P2', 'P3', 'P4'].map((series) => lot(series, 400));
  expect(await passOver(marks, 'all', lots)).toBe(1_600);
  expect(marks.before('all', 799)).toEqual({ passed: 0, behind: null });
  expect(marks.before('all', 800)).toEqual({ passed: 800, behind: keyOf('P2') });
  expect(marks.before('all', 1_599)).toEqual({ passed: 800, behind: keyOf('P2') });
  expect(marks.before('all', 9_999)).toEqual({ passed: 1_600, behind: keyOf('P4') });
  expect(marks.before('another', 9_999)).toEqual({ passed: 0, behind: null });
});

it('what is known does not grow without bound', async () => {
  const marks = new Marks();
  for (let answer = 0; answer < 60; answer += 1) await passOver(marks, String(answer), [lot('P', 600)]);
  expect(marks.before('9', 600).passed).toBe(0);
  expect(marks.before('10', 600).passed).toBe(600);
  await passOver(
    marks,
    'long',
    Array.from({ length: 2_100 }, (_, at) => lot(`P${String(at)}`, 500)),
  );
  expect(marks.before('long', 9_999_999).passed).toBe(2_000 * 500);
});

it('a place is one of the same log: after a rebuild it is another', () => {
  const chosen = {
    ...{ flow: 'DF_GROWTH', keys: [], filters: [], publishedBy: null, asOf: { sequence: '7' } },
    ...{
      changedAfter: null,
      behind: null,
      firstNObservations: null,
      lastNObservations: null,
      attributes: [],
    },
    gone: new AbortController().signal,
  } as const satisfies Chosen;
  const name = (version: string) => nameOf(chosen, { version, seriesKeysOnly: false });
  expect(name('1')).not.toBeNull();
  expect(name('1')).toBe(name('1'));
  expect(name('1')).not.toBe(name('2'));
  expect(
    nameOf({ ...chosen, asOf: { instant: '2020-01-01' } }, { version: '1', seriesKeysOnly: false }),
  ).toBe(null);
});

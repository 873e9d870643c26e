import { parseSeriesKey } from '@silkgauge/contract';
import { readDraft } from '@silkgauge/draft';
import type { HeldPeriod, HeldSeries } from '../states/available-states.ts';
import { candidatesOf } from './candidates.ts';
import { REGISTERED_NAMES } from './names.ts';

const PERIODS = Array.from({ length: 100 }, (_, at) => String(1950 + at));

/** Series of China that count how often their periods are looked at. */
function heldSeries(count: number): { held: readonly HeldSeries[]; looks: () => number } {
  let looks = 0;
  const periods = PERIODS.map((code): HeldPeriod => ({
    get code() {
      looks += 1;
      return code;
    },
    bounds: { start: `${code}-01-01`, end: `${code}-12-31` },
  }));
  const held = Array.from({ length: count }, (): HeldSeries => {
    const series = parseSeriesKey('GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY');
    if (!series) throw new Error('no series key');
    return { series, domain: 'customs', periods };
  });
  return { held, looks: () => looks };
}

const candidates = (text: string, held: readonly HeldSeries[]) =>
  candidatesOf(readDraft(text, REGISTERED_NAMES), held, { dimensions: {} }, () => false);

describe('candidates of a draft', () => {
  it('are looked for within a bound of contexts times series, and what is left is told', () => {
    const text = PERIODS.map((year) => `In ${year} CBEC of China rose 5 percent.`).join(' ');
    const { held, looks } = heldSeries(2000);
    const { left } = candidates(text, held);
    expect(looks()).toBeLessThan(201_000);
    expect(left).toBeGreaterThan(190_000);
  });

  it('are the states that a number names, and none of what no register has', () => {
    const { held } = heldSeries(1);
    const names = (text: string) => candidates(text, held).names.map(({ period }) => period);
    expect(names('In 2020 CBEC of China rose 5 percent.')).toEqual(['2020']);
    expect(names("In 2020 China's GDP rose 5 percent.")).toEqual([]);
  });
});

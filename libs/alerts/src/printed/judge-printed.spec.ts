import type { ToldState } from '@silkgauge/bulletin';
import { readPrinted, type PrintedUse } from '@silkgauge/contract';
import fc from 'fast-check';
import { between, grown, readings, SERIES, state } from '../spec/states.fixture.ts';
import { judgePrinted, printedEnds } from './judge-printed.ts';

const KEY = `${SERIES}/2020-S1`;

function usesOf(...uses: readonly object[]): readonly PrintedUse[] {
  const read = readPrinted({
    ...{ printed: 'spec', printedOn: '2020-07-14', told: { bulletin: 'spec', version: 1 } },
    uses: uses.map((use) => ({ key: KEY, member: 'growth.GY.reported', ...use })),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value.uses;
}

/** Whether each number is wrong, in the order of the figures. */
const judged = (now: ToldState | undefined, ...uses: readonly object[]) =>
  judgePrinted(usesOf(...uses), () => now).flatMap((figure) => figure.uses.map(({ isWrong }) => isWrong));

const print = (value: string, half: string) => {
  const at = Number(value);
  const end = (sign: number) => (at + sign * Number(half)).toFixed(4);
  return between(end(-1), end(1), { value });
};
const reported = (value: string, half = '0.05') => grown({ reported: print(value, half) });

describe('printed digits', () => {
  it('are the interval that rounds to them, with their multiplier', () => {
    expect(usesOf({ digits: '26.2' }).map(printedEnds)).toEqual([
      { value: '26.2', low: '26.15', high: '26.25' },
    ]);
    expect(usesOf({ digits: '4.72', multiplier: '1000000000' }).map(printedEnds)).toEqual([
      { value: '4720000000', low: '4715000000', high: '4725000000' },
    ]);
    expect(usesOf({ digits: '13.5', to: '14.8' }).map(printedEnds)).toEqual([
      { value: null, low: '13.45', high: '14.85' },
    ]);
  });

  it.each([
    ['the same digits', '26.2', '26.2', '0.05', 'no'],
    ['finer digits that round to them', '26.2', '26.24', '0.005', 'no'],
    ['finer digits that round to others', '26.2', '26.26', '0.005', 'surely'],
    ['other digits', '26.2', '25.1', '0.05', 'surely'],
    ['the next digit, whose interval only touches', '26.2', '26.3', '0.05', 'surely'],
    ['coarser digits that may be other ones', '26.2', '26', '0.5', 'possibly'],
    ['a fall of as much', '26.2', '-26.2', '0.05', 'surely'],
  ])('against %s: %s and %s', (_, digits, value, half, isWrong) => {
    expect(judged(reported(value, half), { digits })).toEqual([isWrong]);
  });

  it('hold where a number that was worked out rounds to them, however wide its interval', () => {
    const implied = grown({ implied: between('13.5', '14.8', { value: '14.2' }) });
    expect(judged(implied, { digits: '14.2', member: 'growth.GY.implied' })).toEqual(['no']);
    expect(judged(implied, { digits: '14.3', member: 'growth.GY.implied' })).toEqual(['possibly']);
    expect(judged(implied, { digits: '15.0', member: 'growth.GY.implied' })).toEqual(['surely']);
    const range = grown({ implied: between('13.5', '14.8') });
    expect(judged(range, { digits: '13.5', to: '14.8', member: 'growth.GY.implied' })).toEqual(['no']);
    expect(judged(range, { digits: '14.2', member: 'growth.GY.implied' })).toEqual(['possibly']);
  });
});

describe('a printed sentence', () => {
  it('of a computed number is held against the print that came later', () => {
    const later = grown({ reported: print('12.4', '0.05'), computed: print('11.9', '0.05') });
    expect(judged(later, { digits: '11.9', member: 'growth.GY.computed' })).toEqual(['surely']);
  });

  it('that tells one side of a conflict may be wrong, one that tells all sides holds', () => {
    const apart = grown({
      ...{ reported: print('26.2', '0.05'), computed: print('28.7', '0.05'), verdict: 'conflicts' },
    });
    expect(judged(apart, { digits: '26.2' })).toEqual(['possibly']);
    expect(judged(apart, { digits: '26.2' }, { digits: '28.7', member: 'growth.GY.computed' })).toEqual([
      'no',
      'no',
    ]);
    expect(judged(apart, { digits: '26.2' }, { digits: '30' })).toEqual(['possibly', 'surely']);
  });

  it('that tells one of several readings may be wrong, one that tells all holds', () => {
    const open = grown({ reported: readings(['449.5', '450.5'], ['349.5', '350.5']) });
    expect(judged(open, { digits: '450' })).toEqual(['possibly']);
    expect(judged(open, { digits: '450' }, { digits: '350' })).toEqual(['no', 'no']);
    expect(judged(open, { digits: '400' })).toEqual(['surely']);
    const more = grown({ reported: { ...readings(['449.5', '450.5']), more: 3 } });
    expect(judged(more, { digits: '450' }, { digits: '7' })).toEqual(['possibly', 'possibly']);
  });

  it('of a figure without a number any more is wrong, of a state that nobody knows it is open', () => {
    expect(judged(grown({}), { digits: '26.2' })).toEqual(['surely']);
    expect(judged(state(), { digits: '26.2' })).toEqual(['surely']);
    expect(judged(undefined, { digits: '26.2' })).toEqual(['possibly']);
  });

  it('of a forecast is held against the forecast alone', () => {
    const both = grown({ reported: print('20', '0.5'), forecast: print('25', '0.5') });
    expect(judged(both, { digits: '25', member: 'growth.GY.forecast' })).toEqual(['no']);
    expect(judged(both, { digits: '20', member: 'growth.GY.forecast' })).toEqual(['surely']);
  });

  it('of levels and shares is judged alike', () => {
    const now = state({
      level: { reported: between('4715000000', '4725000000', { value: '4720000000', unit: 'CNY' }) },
      share: { computed: print('12.5', '0.05') },
    });
    const level = { digits: '4.72', multiplier: '1000000000', member: 'level.reported' };
    expect(judged(now, level, { digits: '12.5', member: 'other.share.computed' })).toEqual(['no', 'no']);
    expect(judged(now, { ...level, digits: '4.73' })).toEqual(['surely']);
  });
});

it('digits are wrong only where no point is common, and hold only where the value is one of theirs', () => {
  const tenth = fc.integer({ min: -500, max: 500 }).map((whole) => (whole / 10).toFixed(1));
  fc.assert(
    fc.property(tenth, tenth, fc.integer({ min: 1, max: 40 }), (digits, value, width) => {
      const half = width / 20;
      const [isWrong] = judged(reported(value, String(half)), { digits });
      const distance = Math.abs(Number(digits) - Number(value));
      if (isWrong === 'surely') expect(distance).toBeGreaterThan(half + 0.05 - 1e-6);
      if (isWrong === 'no') expect(distance).toBeLessThan(0.05 + 1e-6);
      if (digits === value) expect(isWrong).toBe('no');
    }),
  );
});

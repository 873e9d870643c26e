import type { Measurement, Sides } from '@silkgauge/growth';
import { wordsOf } from '../words/words-of.ts';
import { verdictText } from './figure-words.ts';

const side = (value: string | null, low: string, high: string, unit = 'CNY'): Measurement => ({
  ...{ value, low, high, unit, status: 'P', formula: 'reported@1' },
});
const reported = side('1690000000000', '1685000000000', '1695000000000');
const met = side('1690000000000', '1680000000000', '1700000000000');
const implied = side('1618887015177', '1613990741200', '1623789133801');
const conflict = { verdict: 'conflicts', gap: '71112984823' } as const;

const said = (sides: Sides, unit = 'CNY') =>
  (['en', 'zh'] as const).map((language) =>
    verdictText(sides, unit, wordsOf(language)).replaceAll('\u00a0', ' '),
  );

describe('the verdict in words', () => {
  it('names the side that the reported number does not meet, with the gap to it', () => {
    expect(said({ reported, computed: met, implied, ...conflict })).toEqual([
      'conflicts: reported is 71.112984823 bn CNY higher than implied',
      '与推算不符，公布值比推算值高711.12984823亿元',
    ]);
  });

  it('names every side that it does not meet', () => {
    const computed = side('2000000000000', '1990000000000', '2010000000000');
    expect(said({ reported, computed, implied, ...conflict, gap: '-310000000000' })[0]).toBe(
      'conflicts: reported is 310 bn CNY lower than computed, 71.112984823 bn CNY higher than implied',
    );
  });

  it('names the whole of a level above it, and no gap where there is none', () => {
    expect(said({ reported, ...conflict, gap: '60' })[0]).toBe(
      'conflicts: reported is 60 CNY higher than its whole',
    );
    expect(said({ reported, computed: met, verdict: 'conflicts', gap: null })[0]).toBe('conflicts');
    expect(said({ reported, computed: met, verdict: 'agrees', gap: '0' })[0]).toBe('agrees');
  });

  it('takes intervals that only touch for apart, and exact numbers at one point for equal', () => {
    const [low, high] = [
      side('26.2', '26.15', '26.25', 'percent'),
      side('26.3', '26.25', '26.35', 'percent'),
    ];
    expect(said({ reported: low, computed: high, verdict: 'conflicts', gap: '-0.1' }, 'points')[0]).toBe(
      'conflicts: reported is 0.1 points lower than computed',
    );
    const exact = side('5', '5', '5');
    expect(said({ reported: exact, computed: exact, verdict: 'agrees', gap: '0' })[0]).toBe('agrees');
  });
});

import fc from 'fast-check';
import { judgeClaim, type Direction } from './claims.ts';
import type { ComparedSides, Measurement } from './state-body.ts';

const measured = (low: string, high: string): Measurement => ({
  value: low,
  unit: 'percent',
  low,
  high,
  status: 'P',
  formula: 'reported@1',
});

const growth = (low: string, high: string, more: Partial<ComparedSides> = {}): ComparedSides => ({
  comparedWith: '2019-S1',
  reported: measured(low, high),
  verdict: 'unchecked',
  gap: null,
  ...more,
});

const twoReadings: Measurement = {
  ...measured('0', '0'),
  value: null,
  low: null,
  high: null,
  readings: [
    { reading: 'up-by-times', value: '450', low: '445', high: '455' },
    { reading: 'to-times', value: '350', low: '345', high: '355' },
  ],
};

describe('a claim alone', () => {
  it.each<[Direction, string, string, string]>([
    ['up', '26.15', '26.25', 'supported'],
    ['up', '0', '0.05', 'open'],
    ['up', '-0.05', '0.05', 'open'],
    ['up', '-0.05', '0', 'contradicted'],
    ['up', '-26.25', '-26.15', 'contradicted'],
    ['up', '0', '0', 'contradicted'],
    ['down', '-26.25', '-26.15', 'supported'],
    ['down', '-0.05', '0.00', 'supported'],
    ['down', '-0.05', '0.05', 'open'],
    ['down', '0', '0.05', 'contradicted'],
    ['down', '26.15', '26.25', 'contradicted'],
    ['flat', '-0.05', '0.05', 'supported'],
    ['flat', '0', '0', 'supported'],
    ['flat', '-0.05', '0', 'contradicted'],
    ['flat', '26.15', '26.25', 'contradicted'],
  ])('%s with growth in [%s, %s) is %s', (direction, low, high, standing) => {
    expect(judgeClaim(direction, growth(low, high), null)).toEqual({
      standing,
      growth: { side: 'reported', value: low, low, high },
      comparison: null,
    });
  });

  it('stays open where growth is not known, is a forecast, or has two readings', () => {
    const { reported, ...nothing } = growth('26.15', '26.25');
    const forecast = { ...nothing, ...(reported && { forecast: reported }) };
    const ambiguous = growth('', '', { reported: twoReadings, computed: measured('449', '450') });
    for (const sides of [undefined, nothing, forecast, ambiguous])
      expect(judgeClaim('up', sides, null)).toEqual({ standing: 'open', growth: null, comparison: null });
  });

  it('stays open where the sides of a conflict judge differently, not where the sides agree', () => {
    const conflict = (low: string, high: string) =>
      growth('2.5', '3.5', { verdict: 'conflicts', computed: measured(low, high) });
    expect(judgeClaim('up', conflict('-2.0', '-1.9'), null).standing).toBe('open');
    expect(judgeClaim('up', conflict('5.0', '5.1'), null).standing).toBe('supported');
  });
});

describe('a claim beside another series', () => {
  it.each<[Direction, ComparedSides, ComparedSides, string]>([
    ['up', growth('26.15', '26.25'), growth('-13.5', '-12.5'), 'supported'],
    ['up', growth('2.5', '3.5'), growth('3.5', '4.5'), 'contradicted'],
    ['up', growth('2.5', '3.5'), growth('3.4', '4.5'), 'open'],
    ['up', growth('-3.5', '-2.5'), growth('-13.5', '-12.5'), 'supported'],
    ['down', growth('2.5', '3.5'), growth('3.5', '4.5'), 'supported'],
    ['down', growth('26.15', '26.25'), growth('-13.5', '-12.5'), 'contradicted'],
    ['flat', growth('2.5', '3.5'), growth('3.4', '4.5'), 'open'],
    ['flat', growth('2.5', '3.5'), growth('3.5', '4.5'), 'contradicted'],
  ])('%s is judged by what is surely more or less', (direction, own, other, standing) => {
    const judged = judgeClaim(direction, own, other);
    expect(judged.standing).toBe(standing);
    expect(judged.comparison).toMatchObject({ side: 'reported', low: other.reported?.low });
  });

  it('stays open where nothing is known of the other series, for any growth of its own', () => {
    expect(judgeClaim('up', growth('26.15', '26.25'), undefined)).toMatchObject({
      standing: 'open',
      growth: { value: '26.15' },
      comparison: null,
    });
  });
});

describe('judging', () => {
  const end = fc.integer({ min: -50, max: 50 });
  const interval = fc
    .tuple(end, fc.integer({ min: 0, max: 20 }))
    .map(([low, width]) => growth((low / 10).toFixed(1), ((low + width) / 10).toFixed(1)));
  const opposite = { supported: 'contradicted', contradicted: 'supported', open: 'open' } as const;

  it('finds up and down opposite beside another series, and never both supported alone', () => {
    fc.assert(
      fc.property(interval, interval, (own, other) => {
        const [up, down] = [judgeClaim('up', own, other).standing, judgeClaim('down', own, other).standing];
        expect(down).toBe(opposite[up]);
        const alone = (['up', 'down', 'flat'] as const).map((way) => judgeClaim(way, own, null).standing);
        expect(alone.filter((one) => one === 'supported').length).toBeLessThan(3);
        expect([alone[0], alone[1]]).not.toEqual(['supported', 'supported']);
      }),
    );
  });
});

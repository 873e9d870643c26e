import fc from 'fast-check';
import { judgeClaim, type Direction, type Magnitude } from './claims.ts';
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

describe('a claim with a magnitude', () => {
  const DOUBLE_DIGIT = { atLeast: '10', below: '100' };

  it.each<[Direction, Magnitude, string, string, string]>([
    ['up', DOUBLE_DIGIT, '26.15', '26.25', 'supported'],
    ['up', DOUBLE_DIGIT, '2.95', '3.05', 'contradicted'],
    ['up', DOUBLE_DIGIT, '9.95', '10', 'contradicted'],
    ['up', DOUBLE_DIGIT, '9.95', '10.05', 'open'],
    ['up', DOUBLE_DIGIT, '10', '10.05', 'supported'],
    ['up', DOUBLE_DIGIT, '10', '10', 'supported'],
    ['up', DOUBLE_DIGIT, '99.95', '100', 'supported'],
    ['up', DOUBLE_DIGIT, '99.95', '100.05', 'open'],
    ['up', DOUBLE_DIGIT, '100', '100', 'contradicted'],
    ['up', DOUBLE_DIGIT, '100', '100.05', 'contradicted'],
    ['up', DOUBLE_DIGIT, '-26.25', '-26.15', 'contradicted'],
    ['down', DOUBLE_DIGIT, '-26.25', '-26.15', 'supported'],
    ['down', DOUBLE_DIGIT, '-3.05', '-2.95', 'contradicted'],
    ['down', DOUBLE_DIGIT, '-10.05', '-10', 'supported'],
    ['down', DOUBLE_DIGIT, '-10', '-10', 'supported'],
    ['down', DOUBLE_DIGIT, '-10', '-9.95', 'open'],
    ['down', DOUBLE_DIGIT, '-10.05', '-9.95', 'open'],
    ['down', DOUBLE_DIGIT, '-9.99', '-9.95', 'contradicted'],
    ['down', DOUBLE_DIGIT, '-100', '-100', 'contradicted'],
    ['down', DOUBLE_DIGIT, '-100', '-99.95', 'open'],
    ['down', DOUBLE_DIGIT, '26.15', '26.25', 'contradicted'],
    ['up', { atLeast: '100' }, '445', '455', 'supported'],
    ['up', { below: '10' }, '2.95', '3.05', 'supported'],
    ['up', { below: '10' }, '-3.05', '-2.95', 'contradicted'],
    ['up', { below: '10' }, '0', '0.05', 'open'],
    ['up', { below: '10' }, '26.15', '26.25', 'contradicted'],
    ['flat', { below: '1' }, '-0.55', '0.45', 'supported'],
    ['flat', { below: '1' }, '0.35', '0.45', 'supported'],
    ['flat', { below: '1' }, '-1', '-1', 'contradicted'],
    ['flat', { below: '1' }, '0.95', '1.05', 'open'],
    ['flat', { below: '1' }, '1', '1.05', 'contradicted'],
  ])('%s by %j with growth in [%s, %s) is %s', (direction, magnitude, low, high, standing) => {
    expect(judgeClaim(direction, growth(low, high), null, magnitude).standing).toBe(standing);
  });

  it('holds beside another series where both hold, and not where either fails', () => {
    const world = growth('-13.5', '-12.5');
    const beside = (own: ComparedSides, other: ComparedSides | undefined) =>
      judgeClaim('up', own, other, DOUBLE_DIGIT).standing;
    expect(beside(growth('26.15', '26.25'), world)).toBe('supported');
    expect(beside(growth('2.95', '3.05'), world)).toBe('contradicted');
    expect(beside(growth('26.15', '26.25'), growth('30', '31'))).toBe('contradicted');
    expect(beside(growth('9.95', '10.05'), world)).toBe('open');
    expect(beside(growth('26.15', '26.25'), growth('26', '27'))).toBe('open');
    expect(beside(growth('26.15', '26.25'), undefined)).toBe('open');
  });

  it('stays open where growth has two readings', () => {
    const ambiguous = growth('', '', { reported: twoReadings });
    expect(judgeClaim('up', ambiguous, null, { atLeast: '100' }).standing).toBe('open');
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

describe('a magnitude', () => {
  const tenths = (value: number): string => (value / 10).toFixed(1);
  const span = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 15 }));
  const ends = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }));

  /** Every growth that an interval allows, on a grid ten times finer than its ends. */
  function* within([low, width]: readonly [number, number]): Generator<number> {
    if (width === 0) yield low * 10;
    for (let at = low * 10; at < (low + width) * 10; at += 1) yield at;
  }

  it('is judged as every growth of the interval is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Direction>('up', 'down'),
        span,
        ends,
        (direction, interval, [atLeast, more]) => {
          const below = atLeast + more;
          const holds = [...within(interval)].map((at) => {
            const size = direction === 'up' ? at : -at;
            return size > 0 && size >= atLeast * 10 && size < below * 10;
          });
          const expected = holds.every(Boolean) ? 'supported' : holds.some(Boolean) ? 'open' : 'contradicted';
          const [low, width] = interval;
          const claimed = { atLeast: tenths(atLeast), below: tenths(below) };
          const known = growth(tenths(low), tenths(low + width));
          expect(judgeClaim(direction, known, null, claimed).standing).toBe(expected);
        },
      ),
    );
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

import fc from 'fast-check';
import type { ToldState } from '@silkgauge/bulletin';
import { between, grown, judged, readings, heldAgainst } from '../spec/states.fixture.ts';
import type { Holding } from './holding.ts';

type Ends = readonly [low: string, high: string];

const ends = fc
  .tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 0, max: 3 }))
  .map(([low, length]): Ends => [String(low), String(low + length)]);

/** Years of one series, some with several readings, some with more than are shown. */
const years = fc
  .array(fc.record({ all: fc.array(ends, { minLength: 1, maxLength: 3 }), isWhole: fc.boolean() }), {
    ...{ minLength: 2, maxLength: 7 },
  })
  .map((told) =>
    told.map(({ all, isWhole }, at): ToldState => {
      const [[low, high] = ['0', '0']] = all;
      const said = all.length === 1 && isWhole ? between(low, high) : readings(...all);
      return grown({ reported: { ...said, ...(!isWhole && { more: 1 }) } }, { period: String(2010 + at) });
    }),
  );

const worst = (all: readonly Holding[]): Holding =>
  all.includes('no') ? 'no' : all.includes('possibly') ? 'possibly' : 'surely';

describe.each(['record-high', 'record-low'])('%s', (kind) => {
  const rule = { kind, atLeast: 1 };

  it('is against all others what it is against each', () => {
    fc.assert(
      fc.property(ends, years, ([low, high], others) => {
        const now = grown({ reported: between(low, high) }, { period: '2020' });
        const alone = others.map((one) => judged(rule, now, heldAgainst({}, [one])).holds);
        expect(judged(rule, now, heldAgainst({}, others)).holds).toBe(worst(alone));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for each period of a list that is judged by it as for one judged by the others alone', () => {
    fc.assert(
      fc.property(years, (all) => {
        for (const now of all)
          expect(judged(rule, now, heldAgainst({}, all))).toEqual(
            judged(
              rule,
              now,
              heldAgainst(
                {},
                all.filter((one) => one !== now),
              ),
            ),
          );
      }),
      { numRuns: 300 },
    );
  });
});

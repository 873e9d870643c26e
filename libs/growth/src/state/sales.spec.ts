import fc from 'fast-check';
import { assembleState } from './assemble.ts';
import { setTotal } from './corrections.ts';
import { newSeriesFacts } from '../spec/series.ts';
import type { SalesTotal } from '../observation/figure.ts';
import { periodBefore, yearBefore } from '../period/period.ts';
import { salesBody, type SalesContext } from './sales.ts';
import { isInChina, partialAsOf, partOfMonth, withPartial } from './state-flags.ts';
import { decimals } from '../spec/figures.ts';

const total = (amount: string): SalesTotal => ({ total: amount, events: '120', units: '346', last: LAST });
const LAST = '2011-12-09T12:50:00Z';
const context = { period: '2011-12', isInChina: false, currency: 'GBP' };

/** The body of a month from its total and the totals of the month and the year before. */
const bodyOf = (
  now: SalesTotal | undefined,
  before: SalesTotal | undefined,
  yearAgo: SalesTotal | undefined,
  of: SalesContext,
) =>
  salesBody((month) => (month === of.period ? now : month === yearBefore(of.period) ? yearAgo : before), of);

describe('the state of a month of sales', () => {
  it('holds the exact total, the counts, and growth on the month and the year before', () => {
    expect(bodyOf(total('120.50'), total('100'), total('80.00'), context)).toEqual({
      level: {
        computed: {
          value: '120.50',
          unit: 'GBP',
          low: '120.50',
          high: '120.50',
          status: 'A',
          formula: 'total@1',
        },
        verdict: 'unchecked',
        gap: null,
      },
      growth: {
        GY: {
          comparedWith: '2010-12',
          computed: {
            value: '50.6250',
            unit: 'percent',
            low: '50.6250',
            high: '50.6250',
            status: 'A',
            formula: 'ratio@1',
          },
          verdict: 'unchecked',
          gap: null,
        },
        G1: {
          comparedWith: '2011-11',
          computed: {
            value: '20.5000',
            unit: 'percent',
            low: '20.5000',
            high: '20.5000',
            status: 'A',
            formula: 'ratio@1',
          },
          verdict: 'unchecked',
          gap: null,
        },
      },
      other: {},
      counts: { events: '120', units: '346', last: LAST },
      flags: [],
    });
  });

  it('rounds growth half away from zero and its bounds outward', () => {
    const growth = bodyOf(total('2'), total('3'), undefined, context).growth['G1'];
    expect(growth?.computed).toMatchObject({ value: '-33.3333', low: '-33.3334', high: '-33.3333' });
  });

  it('withholds growth from a base of zero, below zero or below the threshold', () => {
    const bodies = [
      bodyOf(total('2'), total('0.00'), total('1'), context),
      bodyOf(total('2'), total('-3'), undefined, context),
      bodyOf(total('2'), total('9.99'), undefined, { ...context, smallBase: '10' }),
    ];
    for (const body of bodies) {
      expect(body.growth['G1']).toEqual({ comparedWith: '2011-11', verdict: 'not-comparable', gap: null });
      expect(body.flags).toEqual(['small-base']);
    }
    expect(bodies[0]?.growth['GY']?.computed?.value).toBe('100.0000');
  });

  it('flags growth over a base that is a hundredth of the month, unless a threshold is set', () => {
    const flags = (base: string, smallBase?: string) =>
      bodyOf(total('200'), total(base), undefined, { ...context, ...(smallBase && { smallBase }) }).flags;
    expect([flags('2'), flags('2.01'), flags('2', '1')]).toEqual([['small-base'], [], []]);
  });

  it('flags a month that the Chinese New Year distorts', () => {
    const flags = (period: string, isInChina: boolean) =>
      bodyOf(total('2'), total('1'), undefined, { ...context, period, isInChina }).flags;
    const homes = new Map([['ALIEXPRESS', 'CN']]);
    const inChina = (area: string, reporter = 'SHOP') => isInChina({ area, reporter }, homes);
    expect(flags('2024-02', inChina('CN-Z-ZAEZ'))).toEqual(['calendar-effect']);
    expect(flags('2024-03', inChina('CN'))).toEqual(['calendar-effect']);
    expect(flags('2024-04', inChina('CN'))).toEqual([]);
    expect(flags('2024-02', inChina('GB'))).toEqual([]);
    expect(flags('2024-02', inChina('_T', 'ALIEXPRESS'))).toEqual(['calendar-effect']);
    expect(flags('2024-02', inChina('_T'))).toEqual([]);
    expect(flags('2024-02', inChina('GB', 'ALIEXPRESS'))).toEqual([]);
  });

  it('never has the flag partial-period, which readers add on request', () => {
    const facts = newSeriesFacts('GB', 'GBP');
    setTotal(facts, '2024-02', total('2'));
    const body = assembleState(facts, '2024-02', '2024-02-15T10:00:00.000Z');
    expect(body.flags).toEqual([]);
    const before = { ...body, flags: ['calendar-effect', 'partial-period'] as const };
    expect(partialAsOf(before, '2024-02', '2024-02-15T10:00:00.000Z').flags).toEqual(['calendar-effect']);
    expect(withPartial(['coverage-break', 'conflicting-prints'], true)).toEqual([
      'coverage-break',
      'partial-period',
      'conflicting-prints',
    ]);
  });

  it('is compared with nothing while the month is not over, and says why', () => {
    const body = bodyOf(total('120.50'), total('100'), total('80.00'), context);
    const { growth, flags } = partOfMonth(body);
    const withheld = { verdict: 'not-comparable', gap: null };
    expect(growth).toEqual({
      GY: { comparedWith: '2010-12', ...withheld },
      G1: { comparedWith: '2011-11', ...withheld },
    });
    expect(flags).toEqual(['partial-period']);
    // A small base is withheld already.
    const small = bodyOf(total('2'), total('0'), undefined, context);
    expect(partOfMonth(small).growth).toEqual(small.growth);
    expect(partOfMonth(small).flags).toEqual(['small-base', 'partial-period']);
  });

  it('has no latest order where the time was not kept', () => {
    const body = bodyOf({ ...total('2'), last: null }, undefined, undefined, context);
    expect(body.counts).toEqual({ events: '120', units: '346' });
  });

  it('is byte for byte the state assembled from the same totals', () => {
    const amounts = fc.option(
      fc.oneof(decimals(12, 4), decimals(45, 10), fc.constantFrom('0', '0.00', '1', '-1')),
      { nil: undefined },
    );
    const totals = amounts.map((amount) => (amount === undefined ? undefined : total(amount)));
    fc.assert(
      fc.property(
        totals,
        totals,
        totals,
        fc.constantFrom('2011-01', '2011-02', '2011-03', '2011-12', '2024-02', '0001-01'),
        fc.constantFrom('GB', 'CN', 'CN-44'),
        fc.option(decimals(3, 2), { nil: undefined }),
        (now, before, yearAgo, period, area, smallBase) => {
          const facts = newSeriesFacts(area, 'GBP', smallBase);
          setTotal(facts, period, now);
          const [monthBefore, yearEarlier] = [periodBefore(period), yearBefore(period)];
          if (monthBefore !== null) setTotal(facts, monthBefore, before);
          if (yearEarlier !== null) setTotal(facts, yearEarlier, yearAgo);
          const knownAt = '2024-02-15T10:00:00.000Z';
          const fast = bodyOf(
            now,
            monthBefore === null ? undefined : before,
            yearEarlier === null ? undefined : yearAgo,
            {
              period,
              isInChina: area !== 'GB',
              currency: 'GBP',
              ...(smallBase === undefined ? {} : { smallBase }),
            },
          );
          expect(JSON.stringify(fast)).toBe(JSON.stringify(assembleState(facts, period, knownAt)));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

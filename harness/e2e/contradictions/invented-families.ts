import type { Invented } from './invented.ts';
import { level, rate, withdrawal } from './prints.ts';

const TRADE = (flow: string) => `PROVINCE.CN-XX.CBEC.FULL.${flow}._T._T._T.CNY`;

/** Exports, imports and total: whether their rates are compatible, and the results if so. */
export function familyCases(invented: Invented): void {
  invented.test('three rates that cannot belong together, until the total is corrected', async (place) => {
    const wrong = rate(TRADE('_T'), '2021', '18.4');
    await place.push(rate(TRADE('X'), '2021', '12.1'), wrong, rate(TRADE('M'), '2021', '9.6'));
    for (const [flow, printed] of [
      ['_T', 'reported 18.4 percent [18.35, 18.45] _U'],
      ['X', 'reported 12.1 percent [12.05, 12.15] _U'],
      ['M', 'reported 9.6 percent [9.55, 9.65] _U'],
    ] as const) {
      expect(await place.said(TRADE(flow), '2021')).toEqual({
        'growth.GY': [printed, 'conflicts'],
        flags: ['infeasible-parts'],
      });
    }
    // (10.9 - 9.6) / (12.1 - 9.6) = 0.52
    await place.push(rate(TRADE('_T'), '2021', '10.9', { publishedAt: '2022-02-01' }));
    expect(await place.said(TRADE('X'), '2021')).toEqual({
      'growth.GY': ['reported 12.1 percent [12.05, 12.15] _U', 'unchecked'],
      'other.share': ['implied 52.5627 percent [48.5629, 56.5553] _U present-share@1', 'unchecked'],
      'other.contribution': [
        'implied 6.2920 points [5.8320, 6.7480] _U contribution-of-rates@1',
        'unchecked',
      ],
    });
    expect(await place.said(TRADE('M'), '2020')).toEqual({
      'other.share': ['implied 48.0000 percent [44.0000, 52.0000] _U base-share@1', 'unchecked'],
    });
    // The first total stays a vintage; its withdrawal changes no present state.
    await place.push(withdrawal(wrong));
    expect(await place.said(TRADE('_T'), '2021')).toEqual({
      'growth.GY': ['reported 10.9 percent [10.85, 10.95] _U', 'unchecked'],
    });
  });

  invented.test(
    'a half-year and its year that give exports two different weights in one coverage',
    async (place) => {
      await place.push(
        rate(TRADE('_T'), '2021-S1', '14.3'),
        rate(TRADE('X'), '2021-S1', '16.0'),
        rate(TRADE('M'), '2021-S1', '12.9'),
      );
      const half = {
        'growth.GY': ['reported 16.0 percent [15.95, 16.05] _U', 'unchecked'],
        'other.share': ['implied 45.8330 percent [42.5961, 49.0642] _U present-share@1', 'unchecked'],
        'other.contribution': [
          'implied 7.2258 points [6.7306, 7.7178] _U contribution-of-rates@1',
          'unchecked',
        ],
      };
      expect(await place.said(TRADE('X'), '2021-S1')).toEqual(half);
      const year = [
        rate(TRADE('_T'), '2021', '22.4'),
        rate(TRADE('X'), '2021', '30.8'),
        rate(TRADE('M'), '2021', '10.2'),
      ] as const;
      await place.push(...year);
      expect(await place.said(TRADE('X'), '2021-S1')).toEqual({ ...half, flags: ['coverage-break'] });
      expect(await place.said(TRADE('X'), '2021')).toEqual({
        'growth.GY': ['reported 30.8 percent [30.75, 30.85] _U', 'unchecked'],
        'other.share': ['implied 63.2876 percent [62.8185, 63.7560] _U present-share@1', 'unchecked'],
        'other.contribution': [
          'implied 18.2408 points [18.1206, 18.3605] _U contribution-of-rates@1',
          'unchecked',
        ],
        flags: ['coverage-break'],
      });
      // The base shares are disjoint too: 0.452 of the half-year, 0.592 of the year.
      for (const flow of ['_T', 'X', 'M'])
        for (const period of ['2021-S1', '2021'])
          expect((await place.state(TRADE(flow), period))?.flags).toEqual(['coverage-break']);
      for (const flow of ['X', 'M'])
        for (const period of ['2020-S1', '2020'])
          expect((await place.state(TRADE(flow), period))?.flags).toEqual(['coverage-break']);
      await place.push(withdrawal(year[2]));
      expect(await place.said(TRADE('X'), '2021-S1')).toEqual(half);
    },
  );

  invented.test(
    'rates of two years that imply disjoint shares: the ratio across the break does not compare',
    async (place) => {
      const earlier = { publishedAt: '2021-01-14' };
      await place.push(level(TRADE('_T'), '2020', '6.42', earlier), level(TRADE('_T'), '2021', '7.39'));
      expect((await place.said(TRADE('_T'), '2021'))?.['growth.GY']).toEqual([
        'computed 15.1090 percent [14.9416, 15.2767] _U ratio@1',
        'unchecked',
      ]);
      await place.push(
        rate(TRADE('_T'), '2020', '24.6', earlier),
        rate(TRADE('X'), '2020', '33.9', earlier),
        rate(TRADE('M'), '2020', '12.8', earlier),
        rate(TRADE('_T'), '2021', '15.1'),
        rate(TRADE('X'), '2021', '16.8'),
      );
      expect((await place.said(TRADE('_T'), '2021'))?.['growth.GY']).toEqual([
        'reported 15.1 percent [15.05, 15.15] _U',
        'computed 15.1090 percent [14.9416, 15.2767] _U ratio@1',
        'agrees -0.0090',
      ]);
      await place.push(rate(TRADE('M'), '2021', '14.0'));
      // Exports were 60.1 percent of 2020 by the rates of that year, 39.3 by those of the next.
      expect(await place.said(TRADE('_T'), '2021')).toEqual({
        level: ['reported 7390000000 CNY [7385000000, 7395000000] _U', 'unchecked'],
        'growth.GY': ['reported 15.1 percent [15.05, 15.15] _U', 'not-comparable'],
        flags: ['coverage-break'],
      });
      expect(await place.said(TRADE('X'), '2020')).toEqual({
        'growth.GY': ['reported 33.9 percent [33.85, 33.95] _U', 'unchecked'],
        'other.share': ['implied 60.0983 percent [59.6351, 60.5607] _U present-share@1', 'unchecked'],
        'other.contribution': [
          'implied 18.9583 points [18.8253, 19.0908] _U contribution-of-rates@1',
          'unchecked',
        ],
        flags: ['coverage-break'],
      });
      expect((await place.state(TRADE('X'), '2021'))?.other['share']?.implied).toMatchObject({
        value: '39.8660',
        low: '36.2730',
        high: '43.4527',
      });
      // Before the next year's release there is no contradiction.
      expect((await place.state(TRADE('X'), '2020', 'publishedBy=2021-12-31'))?.flags).toEqual([]);
      expect((await place.state(TRADE('X'), '2020', 'publishedBy=2022-01-20'))?.flags).toEqual([
        'coverage-break',
      ]);
    },
  );
}

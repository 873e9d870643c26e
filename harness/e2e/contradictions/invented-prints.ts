import type { Invented } from './invented.ts';
import { level, rate, times, withdrawal } from './prints.ts';

const CITY = (flow = '_T') => `CITY.CN-YY.CBEC.LOCAL.${flow}._T._T._T.CNY`;

/** Prints of one figure: wordings, vintages, repeats, contradictions. */
export function printCases(invented: Invented): void {
  const open = {
    'growth.GY': ['reported percent up-by-times 300 [250, 350] or to-times 200 [150, 250] A', 'unchecked'],
    flags: ['ambiguous-wording'],
  };

  invented.test(
    '"three times", settled by a level and its base, and open again without the base',
    async (place) => {
      const ambiguous = times(CITY(), '2021', '3', { status: 'final' });
      const now = level(CITY(), '2021', '8.1');
      const base = level(CITY(), '2020', '2.7');
      await place.push(ambiguous);
      expect(await place.said(CITY(), '2021')).toEqual(open);
      await place.push(now);
      const level2021 = ['reported 8100000000 CNY [8050000000, 8150000000] _U', 'unchecked'];
      expect(await place.said(CITY(), '2021')).toEqual({ level: level2021, ...open });
      const bases =
        'implied CNY up-by-times 2025000000 [1788888888, 2328571429] or to-times 2700000000 [2300000000, 3260000000] _U implied-base@1';
      expect(await place.said(CITY(), '2020')).toEqual({
        level: [bases, 'unchecked'],
        flags: ['ambiguous-wording'],
      });
      await place.push(base);
      expect(await place.said(CITY(), '2021')).toEqual({
        level: level2021,
        'growth.GY': [
          `reported 200 percent [150, 250] A settled by ${now.id}, ${base.id}`,
          'computed 200.0000 percent [192.7272, 207.5472] _U ratio@1',
          'agrees 0.0000',
        ],
      });
      expect(await place.said(CITY(), '2020')).toEqual({
        level: [
          'reported 2700000000 CNY [2650000000, 2750000000] _U',
          'implied 2700000000 CNY [2300000000, 3260000000] _U implied-base@1',
          'agrees 0',
        ],
      });
      await place.push(withdrawal(base));
      expect(await place.said(CITY(), '2021')).toEqual({ level: level2021, ...open });
      expect(await place.said(CITY(), '2020')).toEqual({
        level: [bases, 'unchecked'],
        flags: ['ambiguous-wording'],
      });
    },
  );

  invented.test('"three times", settled by a percent print, and open again without it', async (place) => {
    const percent = rate(CITY(), '2021', '304', { status: 'preliminary', kind: 'agency' });
    await place.push(percent, times(CITY(), '2021', '3', { status: 'final' }));
    expect(await place.said(CITY(), '2021')).toEqual({
      'growth.GY': [`reported 300 percent [250, 350] A settled by ${percent.id}`, 'unchecked'],
    });
    await place.push(withdrawal(percent));
    expect(await place.said(CITY(), '2021')).toEqual(open);
  });

  invented.test('a silently restated base, and one that only rounds', async (place) => {
    await place.push(
      level(CITY(), '2020', '5.06'),
      level(CITY(), '2021', '5.94'),
      rate(CITY(), '2021', '20.5'),
    );
    expect(await place.said(CITY(), '2021')).toEqual({
      level: ['reported 5940000000 CNY [5935000000, 5945000000] _U', 'unchecked'],
      'growth.GY': [
        'reported 20.5 percent [20.45, 20.55] _U',
        'computed 17.3913 percent [17.1767, 17.6064] _U ratio@1',
        'conflicts 3.1087',
      ],
      flags: ['implied-base-differs'],
    });
    expect(await place.said(CITY(), '2020')).toEqual({
      level: [
        'reported 5060000000 CNY [5055000000, 5065000000] _U',
        'implied 4929460581 CNY [4923268353, 4935657950] _U implied-base@1',
        'conflicts 130539419',
      ],
      flags: ['implied-base-differs'],
    });
    // The yearbook prints the restated base: the rate implied 4.93.
    await place.push(level(CITY(), '2020', '4.93', { publishedAt: '2022-09-01', status: 'revised' }));
    expect((await place.said(CITY(), '2020'))?.['level']).toEqual([
      'reported 4930000000 CNY [4925000000, 4935000000] R',
      'implied 4929460581 CNY [4923268353, 4935657950] _U implied-base@1',
      'agrees 539419',
    ]);
    expect((await place.state(CITY(), '2021'))?.flags).toEqual([]);
  });

  invented.test(
    'a final level beside a preliminary rate implies the base of the preliminary pair',
    async (place) => {
      const first = { status: 'preliminary' };
      const last = { status: 'final', publishedAt: '2022-07-01' };
      await place.push(
        level(CITY(), '2021', '3.42', first),
        rate(CITY(), '2021', '12.4', first),
        level(CITY(), '2021', '3.36', last),
      );
      expect((await place.state(CITY(), '2021'))?.level.reported).toMatchObject({
        value: '3360000000',
        status: 'A',
      });
      expect(await place.said(CITY(), '2020')).toEqual({
        level: ['implied 3042704626 CNY [3036905291, 3048509124] P implied-base@1', 'unchecked'],
      });
      await place.push(rate(CITY(), '2021', '10.4', last));
      expect(await place.said(CITY(), '2020')).toEqual({
        level: ['implied 3043478261 CNY [3037573562, 3049388310] A implied-base@1', 'unchecked'],
      });
      expect(await place.said(CITY(), '2021', 'publishedBy=2022-06-30')).toEqual({
        level: ['reported 3420000000 CNY [3415000000, 3425000000] P', 'unchecked'],
        'growth.GY': ['reported 12.4 percent [12.35, 12.45] P', 'unchecked'],
      });
    },
  );

  invented.test('a weaker later print conflicts; one as good or better revises', async (place) => {
    const blog = rate(CITY(), '2021', '7.9', { kind: 'repost', publishedAt: '2022-04-01' });
    await place.push(rate(CITY(), '2021', '7.3'), blog);
    const standing = { 'growth.GY': ['reported 7.3 percent [7.25, 7.35] _U', 'unchecked'] };
    expect(await place.said(CITY(), '2021')).toEqual({ ...standing, flags: ['conflicting-prints'] });
    await place.push(withdrawal(blog));
    expect(await place.said(CITY(), '2021')).toEqual(standing);
    await place.push(rate(CITY(), '2021', '6.8', { publishedAt: '2022-05-01' }));
    expect(await place.said(CITY(), '2021')).toEqual({
      'growth.GY': ['reported 6.8 percent [6.75, 6.85] _U', 'unchecked'],
    });
  });

  invented.test(
    'repeats: the same digits are support, at other precision the narrower stands',
    async (place) => {
      const closer = rate(CITY(), '2021', '12.34', { kind: 'agency', publishedAt: '2022-02-03' });
      const again = rate(CITY(), '2021', '12.3', { kind: 'repost', publishedAt: '2022-03-01' });
      await place.push(rate(CITY(), '2021', '12.3'), closer, again);
      expect(await place.said(CITY(), '2021')).toEqual({
        'growth.GY': ['reported 12.34 percent [12.335, 12.345] _U', 'unchecked'],
      });
      expect(await place.outcomes(closer)).toEqual(['applied']);
      expect(await place.outcomes(again)).toEqual(['superseded']);
      await place.push(again);
      expect(await place.outcomes(again)).toEqual(['superseded', 'duplicate']);
      expect((await place.state(CITY(), '2021'))?.version).toBe(2);
      await place.push(withdrawal(closer));
      expect(await place.said(CITY(), '2021')).toEqual({
        'growth.GY': ['reported 12.3 percent [12.25, 12.35] _U', 'unchecked'],
      });
    },
  );
}

import type { Invented } from './invented.ts';
import { level, other, rate, withdrawal } from './prints.ts';

const TRADE = (flow: string) => `PROVINCE.CN-XX.CBEC.FULL.${flow}._T._T._T.CNY`;

/** Parts with levels: their weights, their sum, and their contributions to growth. */
export function partCases(invented: Invented): void {
  invented.test('a total that is the simple mean of its parts', async (place) => {
    await place.push(
      level(TRADE('X'), '2021', '61.5'),
      rate(TRADE('X'), '2021', '12.0'),
      level(TRADE('M'), '2021', '24.8'),
      rate(TRADE('M'), '2021', '28.0'),
      rate(TRADE('_T'), '2021', '20.0'),
    );
    const weighted = 'implied 16.1731 percent [16.1141, 16.2320] _U weighted-growth@1';
    expect((await place.said(TRADE('_T'), '2021'))?.['growth.GY']).toEqual([
      'reported 20.0 percent [19.95, 20.05] _U',
      weighted,
      'conflicts 3.8269',
    ]);
    // Corrected by the office itself: the mean was an arithmetic slip, and the parts give 16.2.
    await place.push(rate(TRADE('_T'), '2021', '16.2', { publishedAt: '2022-03-01' }));
    expect((await place.said(TRADE('_T'), '2021'))?.['growth.GY']).toEqual([
      'reported 16.2 percent [16.15, 16.25] _U',
      weighted,
      'agrees 0.0269',
    ]);
  });

  invented.test('a total is weighed by parts of one vintage', async (place) => {
    const first = { status: 'preliminary' };
    await place.push(
      level(TRADE('X'), '2021', '61.5', first),
      rate(TRADE('X'), '2021', '12.0', first),
      level(TRADE('M'), '2021', '24.8', first),
      rate(TRADE('M'), '2021', '28.0', first),
      rate(TRADE('_T'), '2021', '16.2', first),
      level(TRADE('X'), '2021', '75.9', { status: 'final', publishedAt: '2022-07-01' }),
    );
    // 75.9 came without a rate: 12.0 was printed beside 61.5 and is weighted by 61.5.
    expect(await place.said(TRADE('_T'), '2021')).toEqual({
      level: ['computed 100700000000 CNY [100600000000, 100800000000] P sum-of-parts@1', 'unchecked'],
      'growth.GY': [
        'reported 16.2 percent [16.15, 16.25] P',
        'implied 16.1731 percent [16.1141, 16.2320] P weighted-growth@1',
        'agrees 0.0269',
      ],
    });
  });

  invented.test('a total nobody printed is told once somebody speaks of the total', async (place) => {
    await place.push(level(TRADE('X'), '2022', '3.21'), level(TRADE('M'), '2022', '1.48'));
    expect(await place.said(TRADE('_T'), '2022')).toBeNull();
    expect((await place.said(TRADE('X'), '2022'))?.['other.share']).toBeUndefined();
    await place.push(rate(TRADE('_T'), '2019', '8.8'));
    expect(await place.said(TRADE('_T'), '2022')).toEqual({
      level: ['computed 4690000000 CNY [4680000000, 4700000000] _U sum-of-parts@1', 'unchecked'],
    });
    expect((await place.said(TRADE('X'), '2022'))?.['other.share']).toEqual([
      'computed 68.4435 percent [68.1914, 68.6966] _U level-share@1',
      'unchecked',
    ]);
    expect((await place.said(TRADE('M'), '2022'))?.['other.share']).toEqual([
      'computed 31.5565 percent [31.3829, 31.7308] _U level-share@1',
      'unchecked',
    ]);
  });

  invented.test('a part taken back restates total, shares and contributions, each once', async (place) => {
    const slip = level(TRADE('M'), '2022', '1.84');
    await place.push(
      rate(TRADE('_T'), '2019', '8.8'),
      level(TRADE('X'), '2021', '2.84'),
      level(TRADE('M'), '2021', '1.37'),
      level(TRADE('X'), '2022', '3.21'),
      level(TRADE('M'), '2022', '1.48'),
      { ...slip, data: { ...slip.data, publishedAt: '2022-02-01' } },
    );
    const moved = [
      [TRADE('_T'), '2022'],
      [TRADE('X'), '2022'],
      [TRADE('M'), '2022'],
    ] as const;
    const versions = () =>
      Promise.all(moved.map(async ([key, period]) => (await place.state(key, period))?.version ?? 0));
    const before = await versions();
    await place.push(withdrawal(slip));
    expect(await versions()).toEqual(before.map((version) => version + 1));
    expect(await place.said(TRADE('_T'), '2022')).toEqual({
      level: ['computed 4690000000 CNY [4680000000, 4700000000] _U sum-of-parts@1', 'unchecked'],
      'growth.GY': ['computed 11.4014 percent [10.9004, 11.9048] _U ratio@1', 'unchecked'],
    });
    expect(await place.said(TRADE('X'), '2022')).toEqual({
      level: ['reported 3210000000 CNY [3205000000, 3215000000] _U', 'unchecked'],
      'growth.GY': ['computed 13.0282 percent [12.6537, 13.4039] _U ratio@1', 'unchecked'],
      'other.share': ['computed 68.4435 percent [68.1914, 68.6966] _U level-share@1', 'unchecked'],
      'other.contribution': ['computed 8.7886 points [8.5308, 9.0477] _U level-contribution@1', 'unchecked'],
    });
    expect(await place.said(TRADE('M'), '2022')).toEqual({
      level: ['reported 1480000000 CNY [1475000000, 1485000000] _U', 'unchecked'],
      'growth.GY': ['computed 8.0292 percent [7.2727, 8.7913] _U ratio@1', 'unchecked'],
      'other.share': ['computed 31.5565 percent [31.3829, 31.7308] _U level-share@1', 'unchecked'],
      'other.contribution': ['computed 2.6128 points [2.3696, 2.8572] _U level-contribution@1', 'unchecked'],
    });
    for (const [key, period] of moved) {
      const [last] = (await place.history(key, period)).slice(-1);
      expect(last?.change).toMatchObject({ reason: 'withdrawn', causes: [expect.anything()] });
    }
    // With all of 2022 withdrawn, states that rest on 2022 alone become empty.
    expect((await place.state(TRADE('_T'), '2021'))?.level.computed?.value).toBe('4210000000');
  });

  invented.test('contributions above the total, and below zero', async (place) => {
    const group = (name: string) => `CUSTOMS.CN-XX.GOODS.${name}._T._T._T._T.CNY`;
    await place.push(
      rate(group('GOODS'), '2021-S1', '1.7'),
      other(group('PRIVATE'), '2021-S1', 'share', '61.4'),
      other(group('PRIVATE'), '2021-S1', 'growth-gap', '5.2'),
      other(group('PRIVATE'), '2021-S1', 'contribution', '4.0'),
      other(group('STATE-OWNED'), '2021-S1', 'share', '16.1'),
      other(group('STATE-OWNED'), '2021-S1', 'growth-gap', '-9.3'),
      other(group('STATE-OWNED'), '2021-S1', 'contribution', '-1.6'),
    );
    expect(await place.said(group('PRIVATE'), '2021-S1')).toEqual({
      'growth.GY': ['implied 6.9000 percent [6.8000, 7.0000] _U gap-growth@1', 'unchecked'],
      'other.share': ['reported 61.4 percent [61.35, 61.45] _U', 'unchecked'],
      'other.contribution': [
        'reported 4.0 points [3.95, 4.05] _U',
        'implied 4.0305 points [3.9632, 4.0982] _U contribution-of-share@1',
        'agrees -0.0305',
      ],
      'other.growth-gap': ['reported 5.2 points [5.15, 5.25] _U', 'unchecked'],
    });
    expect(await place.said(group('STATE-OWNED'), '2020-S1')).toEqual({
      'other.share': ['implied 17.7205 percent [17.6376, 17.8035] _U share-back@1', 'unchecked'],
    });
    expect((await place.said(group('STATE-OWNED'), '2021-S1'))?.['other.contribution']).toEqual([
      'reported -1.6 points [-1.65, -1.55] _U',
      'implied -1.3468 points [-1.3709, -1.3228] _U contribution-of-share@1',
      'conflicts -0.2532',
    ]);
  });
}

import type { RealCases } from './real-cases.ts';

const HENAN = (flow: string) => `HENAN-COMMERCE.CN-HA.CBEC.PROVINCIAL-EXPRESS.${flow}._T._T._T.CNY`;
const GOODS = (flow: string) => `GACC.CN.GOODS.GOODS.${flow}._T._T._T.CNY`;

/** Sums, shares, contributions and differences that follow from printed figures. */
export function arithmeticCases(real: RealCases): void {
  real.test('K15', async (place) => {
    // 31.4 is the mean of 27.4 and 35.4: consistent with the rates if exports weigh exactly half.
    const months = '2018-01-01/P8M';
    expect(await place.said(HENAN('_T'), months)).toEqual({
      'growth.GY': ['reported 31.4 percent [31.35, 31.45] _U', 'unchecked'],
    });
    expect(await place.said(HENAN('X'), '2017-01-01/P8M')).toEqual({
      'other.share': ['implied 50.0000 percent [48.7500, 51.2500] _U base-share@1', 'unchecked'],
    });
    expect(await place.said(HENAN('M'), months)).toEqual({
      'growth.GY': ['reported 35.4 percent [35.35, 35.45] _U', 'unchecked'],
      'other.share': ['implied 51.5221 percent [50.2716, 52.7706] _U present-share@1', 'unchecked'],
      'other.contribution': [
        'implied 17.7000 points [17.2818, 18.1169] _U contribution-of-rates@1',
        'unchecked',
      ],
    });
  });

  real.test(
    'K15',
    async (place) => {
      const state = await place.said(HENAN('_T'), '2018-01-01/P8M');
      expect(state?.['level']).toEqual([
        'reported 86330000000 CNY [86325000000, 86335000000] _U',
        'computed 86330000000 CNY [86320000000, 86340000000] _U sum-of-parts@1',
        'agrees 0',
      ]);
      expect(state?.['growth.GY']).toEqual([
        'reported 31.4 percent [31.35, 31.45] _U',
        'implied 29.5447 percent [29.4942, 29.5952] _U weighted-growth@1',
        'conflicts 1.8553',
      ]);
    },
    ['O0281', 'O0283', 'O0285'],
  );

  real.test(
    'K16',
    async (place) => {
      const state = await place.said(HENAN('_T'), '2021-01-01/P7M');
      expect(state?.['growth.GY']).toEqual([
        'reported 31.3 percent [31.25, 31.35] _U',
        'implied 31.2391 percent [31.1887, 31.2894] _U weighted-growth@1',
        'within-rounding 0.0609',
      ]);
    },
    ['O0271', 'O0272', 'O0273', 'O0274'],
  );

  real.test('K33', async (place) => {
    expect(await place.said(GOODS('_T'), '2024')).toEqual({
      level: [
        'reported 43850000000000 CNY [43845000000000, 43855000000000] P',
        'computed 43840000000000 CNY [43830000000000, 43850000000000] P sum-of-parts@1',
        'within-rounding 10000000000',
      ],
    });
    const share = async (flow: string) => (await place.said(GOODS(flow), '2024'))?.['other.share'];
    expect(await share('X')).toEqual([
      'computed 58.0388 percent [58.0207, 58.0568] P level-share@1',
      'unchecked',
    ]);
    expect(await share('M')).toEqual([
      'computed 41.9384 percent [41.9222, 41.9547] P level-share@1',
      'unchecked',
    ]);
  });

  real.test('K35', async (place) => {
    const privately = 'GACC.CN.GOODS.PRIVATE._T._T._T._T.CNY';
    expect(await place.said(privately, '2023-S1')).toEqual({
      'growth.GY': ['implied 8.9000 percent [8.8000, 9.0000] _U gap-growth@1', 'unchecked'],
      'other.share': ['reported 52.7 percent [52.65, 52.75] _U', 'unchecked'],
      'other.contribution': [
        'reported 4.4 points [4.35, 4.45] _U',
        'implied 4.3974 points [4.3377, 4.4574] _U contribution-of-share@1',
        'agrees 0.0026',
      ],
      'other.growth-gap': ['reported 6.8 points [6.75, 6.85] _U', 'unchecked'],
    });
    expect(await place.said(privately, '2022-S1')).toEqual({
      'other.share': ['implied 49.4093 percent [49.2929, 49.5259] _U share-back@1', 'unchecked'],
    });
    // A part above the total's growth: contributions of parts have either sign.
    expect(await place.said(GOODS('_T'), '2023-S1')).toEqual({
      'growth.GY': ['reported 2.1 percent [2.05, 2.15] P', 'unchecked'],
    });
  });

  real.test('K36', async (place) => {
    expect(await place.said(GOODS('_T'), '2021-03')).toEqual({
      'growth.G1': ['reported 25 percent [24.5, 25.5] _U', 'unchecked'],
      flags: ['calendar-effect'],
    });
    // The holiday is Chinese, but the stores open worldwide.
    expect(await place.said('ALIEXPRESS._T.STORES.OWN._Z._T._T._T._Z', '2020-03')).toEqual({
      'growth.G1': ['reported 132 percent [131.5, 132.5] _U', 'unchecked'],
    });
  });

  real.test('K37', async (place) => {
    expect(await place.said(HENAN('_T'), '2021-07')).toEqual({
      level: ['computed 16230000000 CNY [16220000000, 16240000000] _U cumulative-difference@1', 'unchecked'],
      'growth.GY': ['implied 19.5396 percent [18.9833, 20.1004] _U cumulative-difference@1', 'unchecked'],
    });
    expect(await place.said(HENAN('_T'), '2020-01-01/P7M')).toEqual({
      level: ['implied 89611576542 CNY [89573658165, 89649523810] _U implied-base@1', 'unchecked'],
    });
    expect(await place.said(HENAN('_T'), '2020-S1')).toEqual({
      level: ['implied 76034482759 CNY [76002248032, 76066741658] _U implied-base@1', 'unchecked'],
    });
  });

  real.test('K38', async (place) => {
    const aid = 'GACC.CN.GOODS.GOODS.M.AID-OR-DONATION._T._T.USD';
    // The cell of the rate holds a dash, which is neither zero nor growth.
    expect(await place.said(aid, '2023-03')).toEqual({
      level: ['reported 44000 USD [43500, 44500] P', 'unchecked'],
    });
    expect(await place.said(aid, '2023-Q1')).toEqual({
      'growth.GY': ['reported 363.0 percent [362.95, 363.05] P', 'unchecked'],
    });
    expect(await place.said('URUMQI-CUSTOMS.CN-XJ.CBEC.DISTRICT._T._T._T._T.USD', '2020-01-01/P8M')).toEqual({
      'growth.GY': ['reported 390 percent [389.5, 390.5] _U', 'unchecked'],
    });
  });

  real.test('K43', async (place) => {
    const retail = 'MOFCOM.CN.CBEC.PLATFORM.M.RETAIL._T._T.CNY';
    expect(await place.said(retail, '2019')).toEqual({
      level: ['reported 91810000000 CNY [91805000000, 91815000000] _U', 'unchecked'],
      'growth.GY': ['reported 27.4 percent [27.35, 27.45] _U', 'unchecked'],
    });
    expect(await place.said(retail, '2018')).toEqual({
      level: ['implied 72064364207 CNY [72032169478, 72096584217] _U implied-base@1', 'unchecked'],
    });
  });
}

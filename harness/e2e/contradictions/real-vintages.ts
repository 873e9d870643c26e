import type { RealCases } from './real-cases.ts';

const FULL = (flow: string) => `GACC.CN.CBEC.FULL.${flow}._T._T._T.CNY`;
const PLATFORM = (flow: string) => `GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY`;
const HENAN = (flow: string) => `HENAN-COMMERCE.CN-HA.CBEC.PROVINCIAL-EXPRESS.${flow}._T._T._T.CNY`;

/** Figures contradicted by other documents, and figures revised by their own body. */
export function vintageCases(real: RealCases): void {
  real.test('K01', async (place) => {
    expect(await place.said(PLATFORM('_T'), '2020-S1')).toEqual({
      'growth.GY': ['reported 26.2 percent [26.15, 26.25] _U', 'unchecked'],
      flags: ['conflicting-prints'],
    });
    expect(await place.said(PLATFORM('X'), '2020-S1')).toEqual({
      'growth.GY': ['reported 28.7 percent [28.65, 28.75] _U', 'unchecked'],
    });
    // The journal came last and is a repost: before the journal there is no contradiction.
    expect(await place.said(PLATFORM('_T'), '2020-S1', 'publishedBy=2021-12-16')).toEqual({
      'growth.GY': ['reported 26.2 percent [26.15, 26.25] _U', 'unchecked'],
    });
  });

  real.test(
    'K01',
    async (place) => {
      // (26.2 - 24.4) / (28.7 - 24.4): the total lies between its parts; only 26.2 leaves imports above zero.
      expect(await place.said(PLATFORM('X'), '2020-S1')).toEqual({
        'growth.GY': ['reported 28.7 percent [28.65, 28.75] _U', 'unchecked'],
        'other.share': ['implied 42.6897 percent [40.3497, 45.0261] _U present-share@1', 'unchecked'],
        'other.contribution': [
          'implied 12.0140 points [11.3662, 12.6594] _U contribution-of-rates@1',
          'unchecked',
        ],
      });
      expect(await place.said(PLATFORM('X'), '2019-S1')).toEqual({
        'other.share': ['implied 41.8605 percent [39.5348, 44.1861] _U base-share@1', 'unchecked'],
      });
    },
    ['O0003'],
  );

  real.test('K02', async (place) => {
    expect(await place.said(FULL('_T'), '2021')).toEqual({
      level: ['reported 1920000000000 CNY [1915000000000, 1925000000000] A', 'unchecked'],
      'growth.GY': ['reported 18.6 percent [18.55, 18.65] A', 'unchecked'],
    });
    const second = 'implied 1618887015177 CNY [1613990729034, 1623787431464] A implied-base@1';
    const first = 'implied 1721739130435 CNY [1709956709956, 1733624454149] P implied-base@1';
    expect(await place.said(FULL('_T'), '2020')).toEqual({ level: [second, 'unchecked'] });
    expect(await place.said(FULL('_T'), '2020', 'publishedBy=2022-07-23')).toEqual({
      level: [first, 'unchecked'],
    });
    // 1.92 arrived before 18.6: no version of the base ever mixed the two vintages.
    const bases = await place.history(FULL('_T'), '2020');
    expect(new Set(bases.map((state) => state.level.implied?.value))).toEqual(
      new Set(['1721739130435', '1618887015177']),
    );
    expect(await place.said(FULL('_T'), '2021', 'publishedBy=2022-03-09')).toEqual({
      level: ['reported 1980000000000 CNY [1975000000000, 1985000000000] P', 'unchecked'],
      'growth.GY': ['reported 15 percent [14.5, 15.5] P', 'unchecked'],
    });
  });

  real.test('K03', async (place) => {
    expect(await place.said(FULL('_T'), '2021')).toEqual({
      level: ['reported 1980000000000 CNY [1975000000000, 1985000000000] P', 'unchecked'],
      'growth.GY': [
        'reported 15 percent [14.5, 15.5] P',
        'computed 17.1598 percent [16.5191, 17.8042] P ratio@1',
        'conflicts -2.1598',
      ],
      flags: ['implied-base-differs'],
    });
    expect(await place.said(FULL('_T'), '2020')).toEqual({
      level: [
        'reported 1690000000000 CNY [1685000000000, 1695000000000] P',
        'implied 1721739130435 CNY [1709956709956, 1733624454149] P implied-base@1',
        'conflicts -31739130435',
      ],
      flags: ['implied-base-differs'],
    });
  });

  real.test('K04', async (place) => {
    expect(await place.said(FULL('_T'), '2020')).toEqual({
      level: [
        'reported 1690000000000 CNY [1685000000000, 1695000000000] P',
        'implied 1618887015177 CNY [1613990729034, 1623787431464] A implied-base@1',
        'conflicts 71112984823',
      ],
      flags: ['implied-base-differs'],
    });
    expect((await place.said(FULL('_T'), '2021'))?.['growth.GY']).toEqual([
      'reported 18.6 percent [18.55, 18.65] A',
      'computed 13.6095 percent [12.9793, 14.2434] P ratio@1',
      'conflicts 4.9905',
    ]);
    // A target is no measurement: its state is a forecast by an unnamed body.
    expect(await place.said('_U.CN.CBEC.FULL._T._T._T._T.CNY', '2025')).toEqual({
      'growth.2020': ['forecast 69.7 percent [69.65, 69.75] F', 'unchecked'],
    });
    const explained = await place.explained(FULL('_T'), '2020');
    for (const printed of ['O0058', 'O0059', '1.92 trillion yuan', '18.6%', 'implied-base@1'])
      expect(explained).toContain(printed);
  });

  real.test('K05', async (place) => {
    expect(await place.said(FULL('_T'), '2022')).toEqual({
      level: ['reported 2100000000000 CNY [2050000000000, 2150000000000] A', 'unchecked'],
      'growth.GY': ['reported 7.1 percent [7.05, 7.15] A', 'unchecked'],
      // An agency's figure after the official 9.8: the better status stands, with a flag.
      flags: ['conflicting-prints'],
    });
    expect(await place.said(FULL('_T'), '2021')).toEqual({
      level: ['implied 1960784313725 CNY [1913205786280, 2008407286315] A implied-base@1', 'unchecked'],
    });
    // In June the rate was final and the level provisional: the base follows from the matching pair.
    const june = 'publishedBy=2023-06-26';
    expect((await place.said(FULL('_T'), '2022', june))?.['growth.GY']).toEqual([
      'reported 7.1 percent [7.05, 7.15] A',
      'unchecked',
    ]);
    expect(await place.said(FULL('_T'), '2021', june)).toEqual({
      level: ['implied 1921675774135 CNY [1916249431042, 1927107061504] P implied-base@1', 'unchecked'],
    });
  });

  real.test('K07', async (place) => {
    expect(await place.said(FULL('_T'), '2024-S1')).toEqual({
      level: ['reported 1250000000000 CNY [1245000000000, 1255000000000] A', 'unchecked'],
      'growth.GY': ['reported 13 percent [12.5, 13.5] A', 'unchecked'],
    });
    expect(await place.said(FULL('_T'), '2024-S1', 'publishedBy=2024-08-21')).toEqual({
      level: ['reported 1220000000000 CNY [1215000000000, 1225000000000] P', 'unchecked'],
      'growth.GY': ['reported 10.5 percent [10.45, 10.55] P', 'unchecked'],
    });
    expect(await place.said(FULL('_T'), '2023-S1')).toEqual({
      level: ['implied 1106194690265 CNY [1096916299559, 1115555555556] A implied-base@1', 'unchecked'],
    });
    expect(await place.revisions(FULL('_T'), 'GY')).toMatchObject({ meanRevision: '2.5000' });
  });

  real.test('K16', async (place) => {
    expect(await place.said(HENAN('_T'), '2021-01-01/P7M')).toEqual({
      'growth.GY': ['reported 31.3 percent [31.25, 31.35] _U', 'unchecked'],
      flags: ['conflicting-prints'],
    });
    // Both texts of the page are kept with their standing.
    const explained = await place.explained(HENAN('_T'), '2021-01-01/P7M');
    for (const kept of ['"31.1 percent"', '"standing":"conflict"', '"31.3%"', '"standing":"chosen"'])
      expect(explained).toContain(kept);
  });

  real.test('K24', async (place) => {
    const exports = 'GACC.CN.GOODS.GOODS.X._T._T._T.USD';
    expect(await place.said(exports, '2023-03')).toEqual({
      level: ['reported 315589337000 USD [315589336500, 315589337500] P', 'unchecked'],
      'growth.GY': ['reported 11.4 percent [11.35, 11.45] R', 'unchecked'],
      // An agency reported the revision after the customs table.
      flags: ['conflicting-prints'],
    });
    // 11.4 was never printed beside the old level, so the pair implies no base.
    expect(await place.said(exports, '2022-03')).toEqual({
      level: ['implied 274903603659 USD [274783923813, 275023387800] P implied-base@1', 'unchecked'],
    });
    expect((await place.said(exports, '2023-03', 'publishedBy=2023-08-10'))?.['growth.GY']).toEqual([
      'reported 14.8 percent [14.75, 14.85] P',
      'unchecked',
    ]);
  });
}

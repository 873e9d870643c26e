import type { RealCases } from './real-cases.ts';

/** Ambiguous wordings of numbers, and digits lost between documents. */
export function wordingCases(real: RealCases): void {
  real.test('K18', async (place) => {
    // Ten times the other source: the better kind stands, and the contradiction is flagged.
    expect(await place.said('ALIBABA.CN.GMV.OWN._Z._T._T._T.USD', '2018-11-11')).toEqual({
      level: ['reported 305000000000 USD [304000000000, 305000000000] _U', 'unchecked'],
      flags: ['conflicting-prints'],
    });
  });

  real.test('K26', async (place) => {
    const zone = 'NBAEDZ.CN-Z-NBAEDZ.CBEC.LOCAL._T._T._T._T.CNY';
    expect(await place.said(zone, '2020-01-01/P5M')).toEqual({
      level: ['reported 135000000 CNY [134500000, 135500000] _U', 'unchecked'],
      'growth.GY': ['reported percent up-by-times 450 [445, 455] or to-times 350 [345, 355] _U', 'unchecked'],
      flags: ['ambiguous-wording'],
    });
    expect(await place.said(zone, '2019-01-01/P5M')).toEqual({
      level: [
        'implied CNY up-by-times 24545455 [24234234, 24862386] or to-times 30000000 [29560439, 30449439] _U implied-base@1',
        'unchecked',
      ],
      flags: ['ambiguous-wording'],
    });
  });

  real.test('K27', async (place) => {
    const hangzhou = 'HANGZHOU.CN-C-3301.CBEC.LOCAL._T._T._T._T.CNY';
    expect(await place.said(hangzhou, '2017')).toEqual({
      level: ['reported 60000000000 CNY [60000000000, 61000000000] _U', 'unchecked'],
      'growth.2014': [
        'reported 50000 percent [49900, 50000] _U',
        'computed 59900.0000 percent [59305.9405, 60900.0000] _U ratio@1',
        'conflicts -9900.0000',
      ],
      flags: ['small-base', 'implied-base-differs'],
    });
    expect(await place.said(hangzhou, '2014')).toEqual({
      level: [
        'reported 100000000 CNY [100000000, 101000000] _U',
        'implied 119760479 CNY [119760479, 122000000] _U implied-base@1',
        'conflicts -19760479',
      ],
      flags: ['implied-base-differs'],
    });
  });

  real.test('K29', async (place) => {
    const sales = (product: string, buyers: string) =>
      place.said(`ALIEXPRESS.CN.SALES.OWN.X._T.${product}.${buyers}._Z`, '_U');
    expect(await sales('HS8418', 'ES')).toEqual({
      'growth._U': ['reported 700 percent [699.5, 700.5] _U', 'unchecked'],
      flags: ['unknown-comparison', 'unknown-period'],
    });
    expect(await sales('BICYCLES', 'IT')).toEqual({
      'growth._U': [
        'reported percent up-by-times 2000 [2000, 2100] or to-times 1900 [1900, 2000] _U',
        'unchecked',
      ],
      flags: ['ambiguous-wording', 'unknown-comparison', 'unknown-period'],
    });
    expect(await place.said('ALIEXPRESS._T.BUYERS.OWN._Z._T.WIGS._T._Z', '2020-05')).toEqual({
      'growth.2020-03': ['reported 40 percent [39, 41] _U', 'unchecked'],
      'growth._U': ['reported 40 percent [39.5, 40.5] _U', 'unchecked'],
      flags: ['unknown-comparison'],
    });
  });

  real.test('K40', async (place) => {
    const entities = 'MOFCOM.CN.CBEC-ENTERPRISES._U._Z._T._T._T._Z';
    // The transcript lost a zero in its translation into English: the figure that fits the next year stands.
    expect(await place.said(entities, '2023')).toEqual({
      level: ['reported 100000 enterprises [100000, 100001] _U', 'unchecked'],
      flags: ['conflicting-prints'],
    });
    expect(await place.said(entities, '2024-06-04')).toEqual({
      level: ['reported 120000 enterprises [120000, 120001] _U', 'unchecked'],
    });
  });
}

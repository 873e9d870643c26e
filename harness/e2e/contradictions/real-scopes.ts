import type { RealCases } from './real-cases.ts';

const FULL = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const GMV = (currency: string) => `ALIBABA.CN.GMV.OWN._Z._T._T._T.${currency}`;

/** Figures of seemingly equal series that differ in coverage, currency, place, whole or definition. */
export function scopeCases(real: RealCases): void {
  real.test('K10', async (place) => {
    // 2.38 / 1.06 = 2.245: "up 1.2 times" means up by 1.2 times.
    expect(await place.said(FULL, '2023')).toEqual({
      level: ['reported 2380000000000 CNY [2375000000000, 2385000000000] P', 'unchecked'],
      'growth.2018': [
        'reported 120 percent [115, 125] P',
        'computed 124.5283 percent [123.0046, 126.0664] P ratio@1',
        'agrees -4.5283',
      ],
    });
    expect(await place.said(FULL, '2018')).toEqual({
      level: [
        'reported 1060000000000 CNY [1055000000000, 1065000000000] A',
        'implied 1081818181818 CNY [1055555555555, 1109302325582] P implied-base@1',
        'within-rounding -21818181818',
      ],
    });
    // "More than ten times" names no base and no scope, so the figure is comparable with no other.
    expect(await place.said('MOFCOM.CN.CBEC._U._T._T._T._T.CNY', '2023')).toEqual({
      'growth._U': ['reported 1000 percent [1000, 1100] _U', 'unchecked'],
      flags: ['unknown-comparison'],
    });
  });

  real.test('K11', async (place) => {
    // "Exceeded 1 trillion" and 1.06 agree, and the second is more precise.
    expect(await place.said(FULL, '2018')).toEqual({
      level: ['reported 1060000000000 CNY [1055000000000, 1065000000000] A', 'unchecked'],
    });
    const estimate = (reporter: string) => place.said(`${reporter}.CN.CBEC.ESTIMATE._T._T._T._T.CNY`, '2018');
    expect(await estimate('CECA')).toEqual({
      level: ['forecast 9000000000000 CNY [9000000000000, 10000000000000] F', 'unchecked'],
    });
    expect(await estimate('_U')).toEqual({
      level: ['forecast 8800000000000 CNY [8750000000000, 8850000000000] F', 'unchecked'],
    });
    expect(await estimate('IIMEDIA')).toEqual({
      level: ['reported 9100000000000 CNY [9050000000000, 9150000000000] _U', 'unchecked'],
    });
  });

  real.test('K13', async (place) => {
    expect(await place.said('MOFCOM.CN.CBEC.PLATFORM._T.RETAIL._T._T.CNY', '2019')).toEqual({
      level: ['reported 186210000000 CNY [186205000000, 186215000000] _U', 'unchecked'],
    });
    expect(await place.said(FULL, '2019')).toEqual({
      level: ['implied 1289092295957 CNY [1284788410217, 1293399465853] P implied-base@1', 'unchecked'],
    });
    expect((await place.said(FULL, '2020'))?.['growth.GY']).toEqual([
      'reported 31.1 percent [31.05, 31.15] P',
      'unchecked',
    ]);
  });

  real.test('K14', async (place) => {
    const chongqing = (coverage: string, period: string) =>
      place.said(`CHONGQING-COMMERCE.CN-CQ.CBEC.${coverage}._T._T._T._T.CNY`, period);
    // 32.21 over 7.81 would be +312 percent across two coverages, and no state shows the ratio.
    expect(await chongqing('LOCAL-FULL', '2021')).toEqual({
      level: ['reported 32210000000 CNY [32205000000, 32215000000] _U', 'unchecked'],
      'growth.GY': ['reported 63.3 percent [63.25, 63.35] _U', 'unchecked'],
    });
    expect(await chongqing('LOCAL-FULL', '2020')).toEqual({
      level: ['implied 19724433558 CNY [19715335169, 19733537520] _U implied-base@1', 'unchecked'],
    });
    expect(await chongqing('LOCAL', '2020')).toEqual({
      level: ['reported 7810000000 CNY [7805000000, 7815000000] _U', 'unchecked'],
    });
    expect(await chongqing('LOCAL', '2021')).toBeNull();
  });

  real.test('K19', async (place) => {
    // Exchange rates are unknown, so figures of different currencies are not compared.
    expect(await place.said(GMV('EUR'), '2019-11-11')).toEqual({
      level: ['reported 24690000000 EUR [24685000000, 24695000000] _U', 'unchecked'],
    });
    expect(await place.said(GMV('EUR'), '2020-11-01/P11D')).toEqual({
      level: ['reported 63800000000 EUR [63750000000, 63850000000] _U', 'unchecked'],
    });
    expect(await place.said(GMV('CNY'), '2020-11-01/P11D')).toEqual({
      level: ['reported 498200000000 CNY [498150000000, 498250000000] _U', 'unchecked'],
    });
  });

  real.test('K21', async (place) => {
    expect((await place.said(GMV('CNY'), '2017-11-11'))?.['growth.GY']).toEqual([
      'computed 39.4366 percent [39.3374, 39.5359] _U ratio@1',
      'unchecked',
    ]);
    expect((await place.said(GMV('USD'), '2017-11-11'))?.['growth.GY']).toEqual([
      'computed 42.1348 percent [41.4565, 42.8170] _U ratio@1',
      'unchecked',
    ]);
  });

  real.test('K22', async (place) => {
    const fall = { 'growth.GY': ['reported -4 percent [-4.5, -3.5] P', 'unchecked'] };
    const imports = (currency: string) =>
      place.said(`GACC.CN.GOODS.GOODS.M._T._T._T.${currency}`, '2020-01-01/P2M');
    expect(await imports('CNY')).toEqual(fall);
    expect(await imports('_Z')).toEqual(fall);
    expect(await imports('USD')).toBeNull();
  });

  real.test('K30', async (place) => {
    const wigs = (buyers: string) => place.said(`ALIEXPRESS.CN.SALES.OWN.X._T.WIGS.${buyers}._Z`, '2020-04');
    expect(await wigs('_T')).toEqual({ 'growth.GY': ['reported 100 percent [50, 150] _U', 'unchecked'] });
    expect(await wigs('XG-EUROPE-AMERICA')).toEqual({
      'growth.GY': ['reported 100 percent [99.5, 100.5] _U', 'unchecked'],
    });
  });

  real.test('K31', async (place) => {
    const whole = 'HENAN-COMMERCE.CN-HA.CBEC.PROVINCIAL-EXPRESS._T._T._T._T.CNY';
    const retail = 'HENAN-COMMERCE.CN-HA.CBEC.PLATFORM._T.RETAIL._T._T.CNY';
    expect(await place.said(whole, '2021-S1')).toEqual({
      level: ['reported 101430000000 CNY [101425000000, 101435000000] _U', 'unchecked'],
    });
    expect(await place.said(retail, '2021-S1')).toEqual({
      level: ['reported 18000000000 CNY [17500000000, 18500000000] _U', 'unchecked'],
    });
    expect(await place.states('CN-HA')).toHaveLength(2);
  });

  real.test('K39', async (place) => {
    const warehouses = (reporter: string, day: string) =>
      place.said(`${reporter}.CN.WAREHOUSES._U._Z._T._T._T._Z`, day);
    expect(await warehouses('MOFCOM', '2020-12-31')).toEqual({
      level: ['reported 1800 warehouses [1800, 1801] _U', 'unchecked'],
    });
    expect(await warehouses('MOFCOM', '2023-12-31')).toEqual({
      level: ['reported 1800 warehouses [1799.5, 1800.5] _U', 'unchecked'],
    });
    expect(await warehouses('_U', '2022-03-09')).toEqual({
      level: ['reported 2000 warehouses [2000, 2001] _U', 'unchecked'],
    });
    const all = await place.states('CN');
    expect(all).toHaveLength(5);
    expect(all.flatMap((state) => Object.keys(state.growth))).toEqual([]);
  });

  real.test('K42', async (place) => {
    const share = (flow: string) => place.said(`_U.CN.CBEC.FULL.${flow}._T._T._T.CNY`, '2020');
    // "Global" on the page refers to exports: a share of the same series in both directions only.
    expect(await share('X')).toEqual({ 'other.share': ['reported 66 percent [65.5, 66.5] P', 'unchecked'] });
    expect(await share('_T')).toBeNull();
    expect(await place.explained('_U.CN.CBEC.FULL.X._T._T._T.CNY', '2020')).toContain('"66%"');
  });
}

import type { Invented } from './invented.ts';
import { level, rate, withdrawal } from './prints.ts';

const CITY = 'CITY.CN-YY.CBEC.LOCAL._T._T._T._T.CNY';

/** Derived periods, the calendar of China, small bases, and parts above their whole. */
export function periodCases(invented: Invented): void {
  invented.test('a month out of two cumulative figures, restated with the longer of them', async (place) => {
    const longer = level(CITY, '2022-01-01/P5M', '48.26');
    await place.push(
      level(CITY, '2022-01-01/P4M', '37.95'),
      rate(CITY, '2022-01-01/P4M', '24.1'),
      longer,
      rate(CITY, '2022-01-01/P5M', '21.7'),
      level(CITY, '2022-01-01/P5M', '48.62', { publishedAt: '2022-07-01' }),
    );
    expect(await place.said(CITY, '2022-05')).toEqual({
      level: ['computed 10670000000 CNY [10660000000, 10680000000] _U cumulative-difference@1', 'unchecked'],
      'growth.GY': ['implied 13.8677 percent [13.5114, 14.2256] _U cumulative-difference@1', 'unchecked'],
    });
    expect(await place.said(CITY, '2021-01-01/P5M')).toEqual({
      level: ['implied 39950698439 CNY [39930184804, 39971228936] _U implied-base@1', 'unchecked'],
    });
    const first = (await place.history(CITY, '2022-05')).map((state) => state.level.computed?.value);
    expect(first[0]).toBe('10310000000');
    // A later direct print of the month is checked against both.
    await place.push(level(CITY, '2022-05', '10.66'), rate(CITY, '2022-05', '16'));
    expect(await place.said(CITY, '2022-05')).toMatchObject({
      level: [
        'reported 10660000000 CNY [10655000000, 10665000000] _U',
        'computed 10670000000 CNY [10660000000, 10680000000] _U cumulative-difference@1',
        'within-rounding -10000000',
      ],
      'growth.GY': [
        'reported 16 percent [15.5, 16.5] _U',
        'implied 13.8677 percent [13.5114, 14.2256] _U cumulative-difference@1',
        'conflicts 2.1323',
      ],
    });
  });

  invented.test('a month never mixes the level of one vintage with the rate of another', async (place) => {
    const first = { status: 'preliminary' };
    const last = { status: 'final', publishedAt: '2022-09-01' };
    await place.push(
      level(CITY, '2022-01-01/P4M', '37.95', first),
      rate(CITY, '2022-01-01/P4M', '24.1', first),
      level(CITY, '2022-01-01/P5M', '48.62', first),
      rate(CITY, '2022-01-01/P5M', '21.7', first),
      level(CITY, '2022-01-01/P5M', '48.97', last),
    );
    const may = 'computed 11020000000 CNY [11010000000, 11030000000] P cumulative-difference@1';
    expect(await place.said(CITY, '2022-05')).toEqual({
      level: [may, 'unchecked'],
      'growth.GY': ['implied 13.8677 percent [13.5114, 14.2256] P cumulative-difference@1', 'unchecked'],
    });
    await place.push(rate(CITY, '2022-01-01/P5M', '22.5', last));
    expect(await place.said(CITY, '2022-05')).toEqual({
      level: [may, 'unchecked'],
      'growth.GY': ['implied 17.2923 percent [16.9303, 17.6558] P cumulative-difference@1', 'unchecked'],
    });
  });

  invented.test(
    'January, February and March around the holiday, and the first two together',
    async (place) => {
      await place.push(
        level(CITY, '2020-01', '41.2'),
        level(CITY, '2020-02', '33.7'),
        level(CITY, '2020-03', '47.9'),
        level(CITY, '2021-01', '52.6'),
        level(CITY, '2021-02', '31.4'),
        level(CITY, '2021-03', '50.3'),
      );
      expect(await place.said(CITY, '2021-01')).toEqual({
        level: ['reported 52600000000 CNY [52550000000, 52650000000] _U', 'unchecked'],
        'growth.GY': ['computed 27.6699 percent [27.3939, 27.9466] _U ratio@1', 'unchecked'],
        flags: ['calendar-effect'],
      });
      expect(await place.said(CITY, '2021-02')).toEqual({
        level: ['reported 31400000000 CNY [31350000000, 31450000000] _U', 'unchecked'],
        'growth.GY': ['computed -6.8249 percent [-7.1112, -6.5378] _U ratio@1', 'unchecked'],
        'growth.G1': ['computed -40.3042 percent [-40.4559, -40.1522] _U ratio@1', 'unchecked'],
        flags: ['calendar-effect'],
      });
      expect(await place.said(CITY, '2021-03')).toEqual({
        level: ['reported 50300000000 CNY [50250000000, 50350000000] _U', 'unchecked'],
        'growth.GY': ['computed 5.0104 percent [4.7966, 5.2247] _U ratio@1', 'unchecked'],
        'growth.G1': ['computed 60.1911 percent [59.7774, 60.6061] _U ratio@1', 'unchecked'],
        flags: ['calendar-effect'],
      });
      expect(await place.said(CITY, '2021-01-01/P2M')).toEqual({
        level: ['computed 84000000000 CNY [83900000000, 84100000000] _U sum-of-periods@1', 'unchecked'],
        'growth.GY': ['computed 12.1495 percent [11.8666, 12.4332] _U ratio@1', 'unchecked'],
      });
      // Elsewhere the new year is no two-week holiday, so the two months stay separate.
      const abroad = CITY.replace('CN-YY', 'VN-YY');
      await place.push(level(abroad, '2021-01', '4.1'), level(abroad, '2021-02', '3.9'));
      expect((await place.state(abroad, '2021-02'))?.flags).toEqual([]);
      expect(await place.said(abroad, '2021-01-01/P2M')).toBeNull();
    },
  );

  invented.test('March alone against the March before it is no calendar effect', async (place) => {
    await place.push(level(CITY, '2020-03', '47.9'), level(CITY, '2021-03', '50.3'));
    expect((await place.said(CITY, '2021-03'))?.['flags']).toBeUndefined();
    await place.push(rate(CITY, '2021-03', '60', { comparison: 'G1' }));
    expect((await place.state(CITY, '2021-03'))?.flags).toEqual(['calendar-effect']);
  });

  invented.test(
    'growth is withheld from a base below the threshold, and from zero; a dash says nothing',
    async (place) => {
      const aid = 'CUSTOMS.CN-XX.AID.GOODS.M._T._T._T.USD';
      const thousand = { multiplier: '1000' };
      const small = level(aid, '2021-03', '95', thousand);
      await place.push(level(aid, '2022-03', '440', thousand));
      // The neighbouring cell held a dash: no event, no growth, no zero.
      expect(await place.said(aid, '2022-03')).toEqual({
        level: ['reported 440000 USD [439500, 440500] _U', 'unchecked'],
      });
      await place.push(small);
      expect(await place.said(aid, '2022-03')).toEqual({
        level: ['reported 440000 USD [439500, 440500] _U', 'unchecked'],
        'growth.GY': ['not-comparable'],
        flags: ['small-base'],
      });
      await place.push(rate(aid, '2022-03', '363.0'));
      expect((await place.said(aid, '2022-03'))?.['growth.GY']).toEqual([
        'reported 363.0 percent [362.95, 363.05] _U',
        'not-comparable',
      ]);
      await place.push(withdrawal(small), level(aid, '2021-03', '100', thousand));
      expect((await place.said(aid, '2022-03'))?.['growth.GY']).toEqual([
        'reported 363.0 percent [362.95, 363.05] _U',
        'computed 340.0000 percent [337.3134, 342.7136] _U ratio@1',
        'conflicts 23.0000',
      ]);
      const orders = 'CUSTOMS.CN-XX.ORDERS.GOODS._Z._T._T._T._Z';
      const counted = { unit: 'orders', multiplier: '1' };
      await place.push(level(orders, '2020', '0', counted), level(orders, '2021', '12', counted));
      expect(await place.said(orders, '2021')).toEqual({
        level: ['reported 12 orders [11.5, 12.5] _U', 'unchecked'],
        'growth.GY': ['not-comparable'],
        flags: ['small-base'],
      });
    },
  );

  for (const order of ['the part first', 'the whole first']) {
    invented.test(`trade by parcel above all goods of the place, ${order}`, async (place) => {
      const whole = level('CUSTOMS.CN-YY.GOODS.GOODS.X._T._T._T.CNY', '2021', '9.1');
      const part = level('CITY.CN-YY.CBEC.LOCAL.X._T._T._T.CNY', '2021', '9.9');
      await place.push(...(order === 'the part first' ? [part, whole] : [whole, part]));
      expect(await place.said('CITY.CN-YY.CBEC.LOCAL.X._T._T._T.CNY', '2021')).toEqual({
        level: ['reported 9900000000 CNY [9850000000, 9950000000] _U', 'conflicts'],
        flags: ['part-above-whole'],
      });
      expect(await place.said('CUSTOMS.CN-YY.GOODS.GOODS.X._T._T._T.CNY', '2021')).toEqual({
        level: ['reported 9100000000 CNY [9050000000, 9150000000] _U', 'unchecked'],
      });
      await place.push(withdrawal(whole));
      expect((await place.state('CITY.CN-YY.CBEC.LOCAL.X._T._T._T.CNY', '2021'))?.flags).toEqual([]);
    });
  }

  invented.test('a product above all products, beyond rounding only', async (place) => {
    const trade = (product: string) => `CUSTOMS.CN-XX.GOODS.GOODS.X._T.${product}._T.CNY`;
    await place.push(
      level(trade('_T'), '2021', '12.1'),
      level(trade('HS85'), '2021', '12.4'),
      level(trade('HS84'), '2021', '12.14', { publishedAt: '2022-02-01' }),
    );
    expect(await place.said(trade('HS85'), '2021')).toEqual({
      level: ['reported 12400000000 CNY [12350000000, 12450000000] _U', 'conflicts'],
      flags: ['part-above-whole'],
    });
    expect(await place.said(trade('HS84'), '2021')).toEqual({
      level: ['reported 12140000000 CNY [12135000000, 12145000000] _U', 'unchecked'],
    });
  });

  invented.test('nine months against a whole year do not compare', async (place) => {
    await place.push(
      level(CITY, '2020', '20.4'),
      level(CITY, '2021-01-01/P9M', '17.8'),
      rate(CITY, '2021-01-01/P9M', '12', { comparison: '2020' }),
    );
    expect((await place.said(CITY, '2021-01-01/P9M'))?.['growth.2020']).toEqual([
      'reported 12 percent [11.5, 12.5] _U',
      'not-comparable',
    ]);
  });
}

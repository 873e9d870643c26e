import type { Invented } from './invented.ts';
import { correcting, level, other, rate, withdrawal, without } from './prints.ts';

const CITY = 'CITY.CN-YY.CBEC.LOCAL._T._T._T._T.CNY';

/** Prints that correct others, prints without a number, breaks, weeks, and the print that stands. */
export function correctionCases(invented: Invented): void {
  invented.test(
    'a correction stands in any order of arrival, and its withdrawal undoes it',
    async (place) => {
      const wrong = level(CITY, '2021', '49.3', { status: 'final', publishedAt: '2022-03-01' });
      const right = level(CITY, '2021', '4.93', correcting(wrong));
      const stands = { level: ['reported 4930000000 CNY [4925000000, 4935000000] _U', 'unchecked'] };
      const mistaken = { level: ['reported 49300000000 CNY [49250000000, 49350000000] A', 'unchecked'] };
      await place.push(right);
      expect(await place.said(CITY, '2021')).toEqual(stands);
      await place.push(wrong);
      expect(await place.said(CITY, '2021')).toEqual(stands);
      expect((await place.state(CITY, '2021'))?.version).toBe(1);
      expect(await place.outcomes(wrong)).toEqual(['superseded']);
      const { prints } = JSON.parse(await place.explained(CITY, '2021')) as {
        prints: { id: string; standing: string }[];
      };
      expect(prints.map(({ id, standing }) => [id, standing])).toEqual([
        [right.id, 'chosen'],
        [wrong.id, 'corrected'],
      ]);
      await place.push(withdrawal(right));
      expect(await place.said(CITY, '2021')).toEqual(mistaken);
      await place.push(level(CITY, '2021', '4.93', correcting(wrong)));
      expect(await place.said(CITY, '2021')).toEqual(stands);
      expect(await place.said(CITY, '2021', 'publishedBy=2022-02-01')).toEqual(stands);
    },
  );

  invented.test('a correction of a print of another period has no effect there', async (place) => {
    const before = level(CITY, '2020', '3.2');
    await place.push(before, level(CITY, '2021', '4.1', correcting(before)));
    expect((await place.said(CITY, '2020'))?.['level']).toEqual([
      'reported 3200000000 CNY [3150000000, 3250000000] _U',
      'unchecked',
    ]);
  });

  invented.test('a print without a number stands until a later number, and is no input', async (place) => {
    await place.push(
      level(CITY, '2020', '3.2'),
      level(CITY, '2021', '', without('not-collected')),
      rate(CITY, '2021', '', without('confidential')),
    );
    expect(await place.said(CITY, '2021')).toEqual({
      level: ['reported not-collected CNY [null, null] _U', 'unchecked'],
      'growth.GY': ['reported confidential percent [null, null] _U', 'unchecked'],
    });
    expect(await place.said(CITY, '2020')).toEqual({
      level: ['reported 3200000000 CNY [3150000000, 3250000000] _U', 'unchecked'],
    });
    await place.push(level(CITY, '2021', '4.0', { publishedAt: '2022-06-01' }));
    expect(await place.said(CITY, '2021')).toEqual({
      level: ['reported 4000000000 CNY [3950000000, 4050000000] _U', 'unchecked'],
      'growth.GY': [
        'reported confidential percent [null, null] _U',
        'computed 25.0000 percent [21.5384, 28.5715] _U ratio@1',
        'unchecked',
      ],
    });
  });

  invented.test('growth across a declared break is not comparable, over any comparison', async (place) => {
    const broken = level(CITY, '2021-03', '0.66', { break: '9710 counted from here on' });
    const levels = ['2020-03', '2021-02', '2021-04'].map((period) => level(CITY, period, '0.50'));
    await place.push(...levels, broken, rate(CITY, '2021-03', '20', { comparison: '2019-03' }));
    const across = ['not-comparable'];
    expect(await place.said(CITY, '2021-03')).toEqual({
      level: ['reported 660000000 CNY [655000000, 665000000] _U', 'unchecked'],
      'growth.GY': across,
      'growth.G1': across,
      'growth.2019-03': ['reported 20 percent [19.5, 20.5] _U', 'not-comparable'],
      flags: ['coverage-break', 'calendar-effect'],
    });
    expect((await place.said(CITY, '2021-04'))?.['growth.G1']).toEqual([
      'computed -24.2424 percent [-25.5640, -22.9007] _U ratio@1',
      'unchecked',
    ]);
    await place.push(withdrawal(broken), level(CITY, '2021-03', '0.66'));
    expect((await place.said(CITY, '2021-03'))?.['growth.GY']).toEqual([
      'computed 32.0000 percent [29.7029, 34.3435] _U ratio@1',
      'unchecked',
    ]);
  });

  invented.test(
    'weeks: the range from Monday to Sunday is the week, and the year before its number',
    async (place) => {
      await place.push(
        level(CITY, '2020-W53', '0.40'),
        level(CITY, '2021-01-04/P7D', '0.50'),
        level(CITY, '2020-W01', '0.25'),
      );
      expect(await place.said(CITY, '2021-W01')).toMatchObject({
        'growth.GY': ['computed 100.0000 percent [94.1176, 106.1225] _U ratio@1', 'unchecked'],
        'growth.G1': ['computed 25.0000 percent [22.2222, 27.8482] _U ratio@1', 'unchecked'],
      });
      expect(Object.keys((await place.state(CITY, '2020-12-28/P7D'))?.growth ?? {})).toEqual([]);
      const states = await place.states('CN-YY');
      expect(states.map(({ period }) => period).sort()).toEqual(['2020-W01', '2020-W53', '2021-W01']);
    },
  );

  invented.test('every reported number names the print that stands', async (place) => {
    const first = rate(CITY, '2021', '7.3', { publishedAt: '2022-02-01' });
    const share = other(CITY, '2021', 'share', '12.5');
    await place.push(first, share, rate(CITY, '2021', '7.3', { publishedAt: '2022-03-01', kind: 'repost' }));
    const state = await place.state(CITY, '2021');
    const document = 'https://example.org/release';
    expect(state?.growth['GY']?.reported?.from).toMatchObject({
      id: first.id,
      document,
      publishedAt: '2022-02-01',
    });
    expect(state?.other.share?.reported?.from).toMatchObject({ id: share.id, publishedAt: '2022-01-20' });
    expect(state?.version).toBe(2);
    const earlier = rate(CITY, '2021', '7.3', { publishedAt: '2022-01' });
    await place.push(earlier);
    expect(await place.state(CITY, '2021')).toMatchObject({
      version: 3,
      growth: { GY: { reported: { value: '7.3', from: { id: earlier.id } } } },
    });
  });
}

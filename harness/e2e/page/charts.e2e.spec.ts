import { caughtUp, dealtWith, push, pushPart } from '../stack.ts';
import { figureEvent, FULL } from './figure-event.ts';
import { setStage, textOf } from './stage.ts';

const stage = setStage();

describe('the charts of the page', () => {
  it('the drawer leads to the chart that draws its series and its period', async () => {
    const state = `${FULL}/2021`;
    const page = await stage.open(`/compare?reporter=ZAEZ&why=${state}&table=1&lang=en`);
    const drawer = page.locator('dialog[open]');
    await drawer.getByRole('link', { name: 'Show in its chart' }).click();
    await drawer.waitFor({ state: 'detached' });
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get('why')]).toEqual(['/', null]);
    const asked = ['reporter', 'coverage', 'period', 'frequency', 'lang'].map((name) =>
      searchParams.get(name),
    );
    expect(asked).toEqual(['GACC', 'FULL', '2021', 'A', 'en']);
    await page.locator(`.card[data-state="${state}"]`).waitFor();
    await page.locator(`.chart-frame [data-state="${state}"]`).first().waitFor();
  });

  it('one month of +5,618 % leaves the other panels side by side their height, and its number is written', async () => {
    await pushPart(stage.stack, 'us-census', /^R\d\/CN\/(0[1-9]|1\d|2[0-4])\/20(18|19|20|21)-/);
    await caughtUp(stage.stack);
    const page = await stage.open('/small-multiples?reporter=USCENSUS&by=product&frequency=M&lang=en');
    const chart = page.locator('.chart-frame');
    await chart.locator('[data-state*=".HS01."]').first().waitFor();
    const heights = await chart.locator('[data-state]').evaluateAll((marks) => {
      const byProduct = new Map<string, number[]>();
      for (const mark of marks) {
        const product = mark.getAttribute('data-state')?.split('.')[6] ?? '';
        byProduct.set(product, [...(byProduct.get(product) ?? []), mark.getBoundingClientRect().y]);
      }
      return [...byProduct].map(([product, ys]) => [product, Math.max(...ys) - Math.min(...ys)] as const);
    });
    expect(heights).toHaveLength(24);
    const usual = heights.map(([, height]) => height).sort((a, b) => a - b);
    expect(usual[12]).toBeGreaterThan(30);
    expect(await chart.locator('svg[data-chart]').first().textContent()).toContain('+5,618%');
  });

  it('flags name their figure on the card and in the explanation', async () => {
    const level = { measure: 'level', unit: 'CNY', comparison: undefined, wording: undefined };
    const print = (id: string, data: object) => figureEvent(id, { ...data }, 'FLAGS');
    const by = (kind: string) => ({ document: 'https://example.org/flags', quote: kind, kind });
    const { status, body } = await push(stage.stack.customs, [
      print('flags-2020', { ...level, period: '2020', value: '100' }),
      print('flags-2021', { ...level, period: '2021', value: '150', break: 'parcels counted from here on' }),
      print('flags-official', {
        period: '2021',
        value: '12',
        publishedAt: '2022-01-01',
        evidence: by('official'),
      }),
      print('flags-repost', {
        period: '2021',
        value: '30',
        publishedAt: '2022-02-01',
        evidence: by('repost'),
      }),
    ]);
    expect([status, body.errors]).toEqual([202, undefined]);
    await dealtWith(stage.stack, body.receipts);
    const page = await stage.open('/?reporter=FLAGS&period=2021&lang=en');
    const flags = async (place: string) => {
      await page.locator(`${place} .flags`).first().waitFor();
      return textOf(page.locator(`${place} .flags`).first());
    };
    const card = '.card[data-state*="FLAGS"]';
    const named = /coverage changed: year-on-year growth.*prints conflict: year-on-year growth/;
    expect(await flags(card)).toMatch(named);
    await page.locator(`${card} .why`).click();
    expect(await flags('dialog')).toMatch(named);
    await page.goto(page.url().replace('lang=en', 'lang=zh'));
    expect(await flags('dialog')).toMatch(/口径变化：同比增速.*各次发布相互矛盾：同比增速/);
  });

  it('sums what a shop sold to its partners to the last day of a month that is not over', async () => {
    const sale = (id: string, buyerCountry: string, amount: string, orderedAt: string) => ({
      ...{ specversion: '1.0', source: '/charts', id, type: 'silkgauge.sale.recorded.v1' },
      data: {
        ...{ platform: 'SUM-SHOP', sellerCountry: 'GB', buyerCountry, category: '_T', flow: 'export' },
        ...{ currency: 'GBP', quantity: '1', amount, orderedAt },
      },
    });
    const { body } = await push(stage.stack.platform, [
      sale('1', 'FR', '100.10', '2011-11-05T10:00:00Z'),
      sale('2', 'GB', '200.2', '2011-11-06T10:00:00Z'),
      sale('3', '_U', '-0.30', '2011-11-07T10:00:00Z'),
      sale('4', 'FR', '7', '2011-12-08T10:00:00Z'),
      sale('5', 'GB', '8', '2011-12-09T12:50:00Z'),
    ]);
    await dealtWith(stage.stack, body.receipts);
    const asked = '/compare?reporter=SUM-SHOP&by=counterpart&measure=level';
    const page = await stage.open(`${asked}&period=2011-11&lang=en`);
    const told = page.locator('.chart-frame .comparison').last();
    await told.waitFor();
    expect(await textOf(told)).toBe('All 3 shown add up to 300.0 GBP.');
    await page.goto(new URL(`${asked}&period=2011-12&lang=zh`, page.url()).href);
    await told.filter({ hasText: '15' }).waitFor();
    expect(await textOf(told)).toBe('截至2011年12月9日，所示2项合计15英镑。');
    for (const view of ['', 'index']) {
      await page.goto(new URL(`/${view}?reporter=SUM-SHOP&counterpart=FR&lang=en`, page.url()).href);
      const chart = page.locator('.chart-frame svg[data-chart]').first();
      await chart.locator('[data-mark="partial"][data-period="2011-12"]').waitFor();
      expect(await chart.locator('[data-mark="value"]').count()).toBe(1);
      expect(await chart.locator('.chart-line').count()).toBe(0);
    }
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { caughtUp, push } from '../stack.ts';
import { figureEvent, FULL } from './figure-event.ts';
import { openProxy } from './silent-proxy.ts';
import { live, says, setStage, settled, textOf } from './stage.ts';

const stage = setStage();

/** Imports of the United States from China, by product. */
const PARTS = {
  ...{ reporter: 'PARTS', area: 'US', indicator: 'GOODS', coverage: 'GOODS', flow: 'M' },
  ...{ mode: '_T', counterpart: 'CN', currency: 'USD' },
};

describe('the page goes on', () => {
  it('without the file of the drawer: the rest stays, and the missing drawer is told once asked for', async () => {
    const page = await stage.open('/?reporter=GACC&coverage=FULL&lang=en', { without: /drawer-.*\.js/ });
    await settled(page);
    const before = (await page.locator('main').innerText()).length;
    // The page asks for the drawer in advance after five seconds.
    await pause(6_500);
    expect((await page.locator('main').innerText()).length).toBeGreaterThanOrEqual(before);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.locator('.card .why').first().click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await page.locator('.card').count()).toBeGreaterThan(0);
    await page.unroute(/drawer-.*\.js/);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.locator('dialog blockquote').first().waitFor();
    const faults = await stage.close();
    for (const fault of faults) expect(fault).toContain('drawer');
  });

  it('a view that failed to load is loaded anew when it is asked for again', async () => {
    const page = await stage.open('/?reporter=GACC&coverage=FULL&lang=en', {
      without: /compare-view-.*\.js/,
    });
    await settled(page);
    const tab = (name: string) => page.locator('.views nav').getByRole('link', { name, exact: true });
    await tab('Compare').click();
    await page.getByRole('alert').waitFor();
    await page.unroute(/compare-view-.*\.js/);
    await tab('Over time').click();
    await page.locator('.chart-frame svg[data-chart]').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await tab('Compare').click();
    await page.locator('.ranking').first().waitFor();
    for (const fault of await stage.close()) expect(fault).toContain('compare-view');
  });

  it('a drawer that failed to load is loaded anew for another number', async () => {
    const page = await stage.open('/?reporter=GACC&coverage=FULL&lang=en', { without: /drawer-.*\.js/ });
    await settled(page);
    await page.locator('.card .why').first().click();
    await page.getByRole('alert').waitFor();
    await page.unroute(/drawer-.*\.js/);
    await page.locator('.card .why').nth(1).click();
    await page.locator('dialog blockquote').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    for (const fault of await stage.close()) expect(fault).toContain('drawer');
  });

  it.each([
    ['?asOf=abc', 'asOf=abc'],
    ['?asOf=99999999', 'There is no change 99999999 yet'],
    ['?asOf=0', 'Nothing of this was served here by change 0.'],
    ['?publishedBy=1999-01-01', 'Nothing of this had been published by 1 January 1999.'],
    ['?publishedBy=2999-01-01', '1 January 2999 is still to come'],
    ['?reporter=GACC,,ZAEZ', 'reporter=GACC,,ZAEZ'],
    ['?flow=Q', 'is not one of'],
    ['?why=GACC', 'why=GACC'],
  ])('at %s it says so in words, and its parts stand', async (query, words) => {
    const page = await stage.open(`/${query}${query.includes('=') ? '&' : ''}lang=en`);
    await page.locator('main', { hasText: words }).waitFor();
    await page.getByRole('searchbox').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('never change');
    for (const fault of await stage.close()) expect(fault).toMatch(/^400 /);
  });

  it('a day as asOf is the end of that day in UTC', async () => {
    const page = await stage.open('/?reporter=GACC&coverage=FULL&asOf=2999-01-01&lang=en');
    await page.locator(`.card[data-state^="${FULL}"]`).waitFor();
    await says(page.locator('.clock'), '2999');
  });

  it('a period without figures is told in words, with the nearest that have some', async () => {
    const page = await stage.open('/?area=CN-HA&period=2020&lang=en');
    const told = page.locator('.answer .nothing');
    await told.waitFor();
    expect(await textOf(told)).toMatch(/^Nothing was published for 2020\. Nearest: \S/);
    expect(await page.locator('.answer h2').innerText()).not.toBe('The answer');
    await told.getByRole('button').first().click();
    await page.locator('.answer .card').first().waitFor();
  });

  it('compare runs over a dimension that has members, and contributions lead there where none are known', async () => {
    // Rates alone: no level tells the weight of a part.
    const rates = ['_T', 'HS84', 'HS85'].map((product) =>
      figureEvent(`parts-${product}`, { series: { ...PARTS, product }, period: '2021', value: '100' }),
    );
    expect((await push(stage.stack.customs, rates)).status).toBe(202);
    await caughtUp(stage.stack);
    const page = await stage.open('/contributions?reporter=PARTS&counterpart=CN&lang=en');
    await page.getByRole('button', { name: 'Compare how the parts grew' }).click();
    const ranking = page.locator('.ranking').first();
    await ranking.waitFor();
    await says(ranking, '100');
    expect(await ranking.locator('[data-target]').count()).toBe(2);
  });

  it.each([1024, 1280])('no number leaves its card at %i px, however long', async (width) => {
    const long = figureEvent(
      `long-${String(width)}`,
      {
        ...{ period: '2021', measure: 'level', unit: 'CNY', value: '123456789012345.678901234567' },
        ...{ comparison: undefined, wording: undefined },
      },
      'LONG',
    );
    const rate = figureEvent(`rate-${String(width)}`, { period: '2021', value: '12345678.123456' }, 'LONG');
    expect((await push(stage.stack.customs, [long, rate])).status).toBe(202);
    await caughtUp(stage.stack);
    for (const address of ['/?reporter=LONG&lang=en', '/?reporter=LONG&lang=zh', '/?period=2021&lang=zh']) {
      const page = await stage.open(address, { width, height: 900 });
      await settled(page);
      const outside = await page.evaluate(`[...document.querySelectorAll('.card')].flatMap((card) => {
        const edge = card.getBoundingClientRect();
        return [...card.querySelectorAll('*')].filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          return width > 1 && (right > edge.right + 1 || left < edge.left - 1 || one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0);
        }).map((one) => one.className + ': ' + one.textContent);
      })`);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect([address, outside, wide, await stage.close()]).toEqual([address, [], width, []]);
    }
  });

  it('tells within 20 seconds that a connection leads nowhere, and catches up', async () => {
    const proxy = await openProxy(stage.stack.api.url);
    try {
      const page = await stage.open('/?lang=en', { origin: proxy.url });
      await settled(page);
      await live(page);
      proxy.silence();
      const began = performance.now();
      await page.locator('.live[data-status="lost"]').waitFor({ timeout: 30_000 });
      expect(performance.now() - began).toBeLessThan(20_000);
      proxy.resume();
      await page.locator('.caught-up').waitFor({ timeout: 30_000 });
      await stage.close();
    } finally {
      proxy.close();
    }
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { FULL } from './figure-event.ts';
import { openProxy } from './silent-proxy.ts';
import { live, setStage, settled, textOf } from './stage.ts';

const stage = setStage();

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
    expect(await textOf(page.locator('.clock'))).toContain('2999');
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

import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { push } from '../stack.ts';
import { figureEvent } from './figure-event.ts';
import { openProxy } from './silent-proxy.ts';
import { live, setStage, settled } from './stage.ts';

const stage = setStage();

/** Milliseconds after a cause within which it is told. */
const TOLD_WITHIN = 10_000;

const OF_CHINA = 'reporter=GACC&coverage=FULL&lang=en';
const VIEWS = ['over-time', 'compare', 'contributions', 'small-multiples', 'index', 'conflicts', 'claims'];

/** The kinds of what stands in the main part instead of an answer. */
const insteadIn = (page: Page) =>
  page
    .locator('main [data-instead]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-instead')));

/** Holds up or answers every call of the API but the stream, which stays as it is. */
const CALLS = /\/v1\/(?!stream)/;

describe('an answer that is not there', () => {
  it.each(VIEWS)('%s is read for some seconds, and is never told to be empty meanwhile', async (view) => {
    const page = await stage.open('/?lang=en&reporter=LOOK');
    await page.locator('main [data-instead="empty"]').first().waitFor();
    await page.route(CALLS, async (route) => {
      await pause(1_500);
      await route.continue();
    });
    await page.goto(new URL(`/${view}?${OF_CHINA}`, page.url()).href);
    const began = performance.now();
    const seen = new Set<string | null>();
    while (performance.now() - began < 4_000) {
      for (const kind of await insteadIn(page)) seen.add(kind);
      await pause(50);
    }
    expect([...seen]).toEqual(['loading']);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('is told to have failed in the words of the API, and asked for again', async () => {
    const page = await stage.open(`/?${OF_CHINA}`);
    await settled(page);
    const problem = JSON.stringify({ title: 'no room', status: 503 });
    await page.route(CALLS, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: problem }),
    );
    await page.goto(page.url());
    const told = page.locator('main [data-instead="error"]', { hasText: 'no room' }).first();
    await told.waitFor({ timeout: TOLD_WITHIN });
    expect(await page.locator('main [data-instead="empty"]').count()).toBe(0);
    await page.unrouteAll();
    await told.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.card').first().waitFor();
    for (const fault of await stage.close()) expect(fault).toMatch(/^503 /);
  });

  it('is told to be out of reach where the connection leads nowhere, and comes when it is back', async () => {
    const proxy = await openProxy(stage.stack.api.url);
    try {
      const page = await stage.open(`/?${OF_CHINA}`, { origin: proxy.url });
      await settled(page);
      // Views come in advance after five seconds.
      await page.waitForResponse(/compare-view/).catch(() => undefined);
      proxy.silence();
      await page.locator('.views nav').getByRole('link', { name: 'Compare', exact: true }).click();
      const began = performance.now();
      await page
        .locator('main [data-instead="offline"]')
        .first()
        .waitFor({ timeout: 2 * TOLD_WITHIN });
      expect(performance.now() - began).toBeLessThan(TOLD_WITHIN);
      expect(await page.locator('main [data-instead="empty"]').count()).toBe(0);
      proxy.resume();
      await page.locator('.ranking').first().waitFor({ timeout: 60_000 });
      expect(await insteadIn(page)).not.toContain('offline');
      await stage.close();
    } finally {
      proxy.close();
    }
  });

  it('comes to a page that was opened empty, once its first figure is pushed', async () => {
    const page = await stage.open('/?reporter=LOOKX&lang=en');
    await page.locator('main [data-instead="empty"]').first().waitFor();
    await live(page);
    const first = figureEvent('first-of-lookx', { period: '2025', value: '12.5' }, 'LOOKX');
    expect((await push(stage.stack.customs, [first])).status).toBe(202);
    await page.locator('.card[data-state^="LOOKX."]').waitFor({ timeout: 10_000 });
    expect(await page.locator('main [data-instead="empty"]').count()).toBe(0);
  });
});

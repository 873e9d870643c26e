import { eventually, startApp } from '../../services/index.ts';
import type { Page } from 'playwright-core';
import { caughtUp, get, push } from '../stack.ts';
import { figureEvent, FULL } from './figure-event.ts';
import { live, says, setStage, settled } from './stage.ts';

const stage = setStage();

async function report(...events: unknown[]): Promise<void> {
  expect((await push(stage.stack.customs, events)).status).toBe(202);
}

const sequencesOn = (page: Page) =>
  page.locator('.change').evaluateAll((all) => all.map((one) => one.getAttribute('data-sequence')));

describe('the live page', () => {
  it('an event pushed over HTTP soon shows in the feed and in its figure, with an explanation', async () => {
    const page = await stage.open(`/?reporter=GACC&coverage=FULL&period=2026-S1&lang=en`);
    await live(page);
    await report(figureEvent('half-2026', { period: '2026-S1', value: '31.7', status: 'preliminary' }));
    const change = page.locator('.change', { hasText: 'first half of 2026' });
    await change.waitFor({ timeout: 5_000 });
    await says(change, '+31.7%');
    await says(change, 'a figure was reported');
    await says(change, 'General Administration of Customs of China · ');
    const card = page.locator(`.card[data-state="${FULL}/2026-S1"]`);
    await card.waitFor({ timeout: 5_000 });
    await says(card, '+31.7%');
    await change.getByRole('button').click();
    await page.locator('dialog blockquote', { hasText: 'a figure named half-2026' }).waitFor();
  });

  it('a link pinned to a sequence number always shows the same digits', async () => {
    const page = await stage.open(`/?reporter=GACC&coverage=FULL&period=2025-S1&lang=en`);
    const card = page.locator(`.card[data-state="${FULL}/2025-S1"]`);
    await card.locator('.large', { hasText: '+5.7%' }).waitFor();
    await page.getByRole('button', { name: 'Pin these figures' }).click();
    await page.waitForURL(/asOf=\d+/);
    const pinned = page.url();
    const age = card.locator('.age', { hasText: 'digits unchanged since' });
    await age.waitFor();
    const before = await card.innerText();
    await report(figureEvent('revised-2025', { period: '2025-S1', value: '7.9', status: 'revised' }));
    await caughtUp(stage.stack);
    await page.goto(pinned);
    await card.locator('.large', { hasText: '+5.7%' }).waitFor();
    await age.waitFor();
    expect(await card.innerText()).toBe(before);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await card.locator('.large', { hasText: '+7.9%' }).waitFor();
  });

  it('after a restart of the server the page catches up without gap or repeat, and says so', async () => {
    const { stack } = stage;
    const page = await stage.open('/?lang=en');
    // The page prefetches the next views while the service runs.
    await page.waitForResponse(/compare-view/);
    await live(page);
    const streams: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/v1/stream')) streams.push(request.url());
    });
    const events = (reporter: string) =>
      Array.from({ length: 5 }, (_, i) =>
        figureEvent(`${reporter}-${String(i)}`, { period: `201${String(i)}`, value: String(i) }, reporter),
      );
    await report(...events('BEFORE'));
    await page.locator('.change', { hasText: '2014' }).first().waitFor();
    const { port } = new URL(stack.api.url);
    await stack.api.stop();
    await page.locator('.live[data-status="lost"]').waitFor();
    await report(...events('AWAY'));
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.locator('.chart-frame h3', { hasText: 'Compare' }).waitFor();
    stack.api = await startApp('growth-api', { ...stack.env, PORT: port });
    await page.locator('.caught-up').waitFor({ timeout: 20_000 });
    expect(streams.at(-1)).toMatch(/\/v1\/stream\?after=\d+$/);
    await says(page.locator('.caught-up'), 'Nothing was missed');
    await caughtUp(stack);
    const { items } = await get<{ items: { sequence: string }[] }>(stack, '/v1/growth?reporter=AWAY,BEFORE');
    expect(items).toHaveLength(10);
    await eventually(async () => {
      const shown = await sequencesOn(page);
      for (const { sequence } of items) expect(shown).toContain(sequence);
      expect(new Set(shown).size).toBe(shown.length);
      return true;
    });
  });

  it('a pause holds changes back until its end', async () => {
    const page = await stage.open('/?lang=en');
    await live(page);
    await page.getByRole('button', { name: 'Pause' }).click();
    await report(figureEvent('paused', { period: '2019', value: '1.5' }, 'PAUSED'));
    await page.locator('.feed .count', { hasText: 'change waits' }).waitFor();
    expect(await page.locator('.change:not(.from-log)').count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.change:not(.from-log)').first().waitFor();
  });

  it('under thousands of changes the page stays usable, misses none, and announces at most once in ten seconds', async () => {
    const { stack } = stage;
    const page = await stage.open('/?lang=en');
    await settled(page);
    await page.evaluate(`{
      window.said = [];
      const announcer = document.querySelector('[data-announcer]');
      new MutationObserver(() => window.said.push(announcer.textContent)).observe(announcer, {
        childList: true, characterData: true, subtree: true,
      });
    }`);
    const began = performance.now();
    for (let batch = 0; batch < 8; batch++) {
      const period = String(2010 + batch);
      const events = Array.from({ length: 500 }, (_, i) =>
        figureEvent(`flood-${period}-${String(i)}`, { period, value: String(i) }, `FLOOD-${String(i)}`),
      );
      await report(...events);
      // Under load the page still responds.
      await page.getByRole('button', { name: batch % 2 === 0 ? '中文' : 'English' }).click();
      await page.locator(`html[lang^="${batch % 2 === 0 ? 'zh' : 'en'}"]`).waitFor();
    }
    await caughtUp(stack);
    const { items } = await get<{ items: { key: string }[] }>(stack, '/v1/growth?period=2017&limit=1000');
    expect(items.filter(({ key }) => key.startsWith('FLOOD-'))).toHaveLength(500);
    // Partitions are processed in parallel: the last change may belong to an earlier figure.
    const newest = await get<{ items: { sequence: string }[] }>(stack, '/v1/changes?latest=1');
    const last = newest.items[0]?.sequence ?? '';
    await page.locator(`.changes > li:first-child[data-sequence="${last}"]`).waitFor();
    expect(await page.locator('.feed .count').innerText()).toMatch(/^[4-9],\d{3} changes/);
    const said = await page.evaluate<string[]>('window.said');
    expect(said.length).toBeLessThanOrEqual(1 + Math.floor((performance.now() - began) / 10_000));
    expect(said.length).toBeGreaterThan(0);
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../services/browser.ts';
import { figureEvent } from '../../e2e/page/figure-event.ts';
import { loadFigures } from './load-figures.ts';
import { startApps, urlOf, withServices } from './services.ts';

/** Waiting times and frame rates of the page. */
export interface PageResult {
  /** Compressed bytes of script on a first visit. */
  readonly scriptBytes: number;
  /** Milliseconds from the start of a first visit to the first card with a figure, median of `visits`. */
  readonly answered: number;
  /** Milliseconds until the chart is drawn and no request is open, median of `visits`. */
  readonly settled: number;
  readonly visits: number;
  readonly rest: Frames;
  /** During a push of figures. */
  readonly flood: Frames;
  /** During a replay of the whole log at full speed. */
  readonly replay: Frames;
}

/** Drawing of a page over some seconds. */
export interface Frames {
  /** Changes shown per second. */
  readonly changes: number;
  /** Frames per second. */
  readonly frames: number;
  /** Longest time between two frames, in milliseconds. */
  readonly longest: number;
}

const SETS = ['seed', 'cbec', 'policies', 'us-census'];
const VISITS = 7;
const WATCHED_SECONDS = 10;
const RATE = 1_000;

/** First visits of the page in a real browser, then 1,000 changes a second, over bundled figures. */
export function visitPage(say: (text: string) => void): Promise<PageResult> {
  return withServices(async (services) => {
    await using stack = new AsyncDisposableStack();
    const apps = await startApps(stack, services);
    const api = urlOf(apps, 'growth-api');
    await loadFigures(services, apps, SETS);
    const browser = await startBrowser();
    stack.defer(() => browser.close());
    say(`page: ${String(VISITS)} first visits`);
    const visits = [];
    // The first visit also fills the caches of the services, and is not counted.
    for (let visit = 0; visit <= VISITS; visit += 1) visits.push(await firstVisit(browser, api));
    const counted = visits.slice(1);
    say(`page: ${String(WATCHED_SECONDS)} s at rest, then in a flood of ${String(RATE)} events a second`);
    return {
      scriptBytes: counted[0]?.scriptBytes ?? 0,
      answered: median(counted.map(({ answered }) => answered)),
      settled: median(counted.map(({ settled }) => settled)),
      visits: VISITS,
      ...(await watch(browser, api, urlOf(apps, 'customs-feed'))),
    };
  });
}

async function firstVisit(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${url}/?lang=en`, { waitUntil: 'commit' });
    // The page observes itself per frame: polling from outside would add its own steps.
    const { answered, settled } = await page.evaluate<{
      answered: number;
      settled: number;
    }>(`new Promise((done) => {
      let answered;
      const look = () => {
        if (document.querySelector('.answer .card .value')) {
          answered ??= performance.now();
          if (document.querySelector('.chart-frame svg[data-chart]') && document.querySelector('main[aria-busy="false"]')) {
            done({ answered, settled: performance.now() });
            return;
          }
        }
        requestAnimationFrame(look);
      };
      look();
    })`);
    const scriptBytes = await page.evaluate<number>(
      `performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.js')).reduce((sum, one) => sum + one.encodedBodySize, 0)`,
    );
    return { answered, settled, scriptBytes };
  } finally {
    await context.close();
  }
}

async function watch(browser: Browser, url: string, feed: string) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}/?lang=en`);
  await page.locator('.live[data-status="live"]').waitFor();
  await page.locator('.answer .card .value').first().waitFor();
  const rest = await framesOf(page, () => pause(WATCHED_SECONDS * 1_000));
  const flood = await framesOf(page, () => pour(feed));
  await page.close();
  return { rest, flood, replay: await watchReplay(browser, url) };
}

/** The page replays the log from its beginning, faster than any live source. */
async function watchReplay(browser: Browser, url: string): Promise<Frames> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.route('**/v1/stream', (route) => route.continue({ url: `${url}/v1/stream?after=0` }));
  await page.goto(`${url}/?lang=en`);
  await page.locator('.answer .card .value').first().waitFor();
  await page.locator('.feed .count').waitFor();
  const replay = await framesOf(page, () => pause(WATCHED_SECONDS * 1_000));
  await page.close();
  return replay;
}

async function framesOf(page: Page, meanwhile: () => Promise<unknown>): Promise<Frames> {
  const count = async () =>
    Number(/^[\d,]+/.exec(await page.locator('.feed .count').innerText())?.[0].replaceAll(',', '') ?? 0);
  const before = await count();
  await page.evaluate(`{
    const watched = { from: performance.now(), last: performance.now(), frames: 0, longest: 0, on: true };
    window.watched = watched;
    const frame = () => {
      const now = performance.now();
      watched.longest = Math.max(watched.longest, now - watched.last);
      watched.last = now;
      watched.frames += 1;
      if (watched.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }`);
  await meanwhile();
  const { frames, longest, seconds } = await page.evaluate<{
    frames: number;
    longest: number;
    seconds: number;
  }>(`(() => {
    const { from, frames, longest } = window.watched;
    window.watched.on = false;
    return { frames, longest, seconds: (performance.now() - from) / 1000 };
  })()`);
  return { changes: ((await count()) - before) / seconds, frames: frames / seconds, longest };
}

/** Pushes figures of a hundred series on a fixed schedule, ten batches a second. */
async function pour(feed: string): Promise<void> {
  const startedAt = performance.now();
  const batches = WATCHED_SECONDS * 10;
  for (let batch = 0; batch < batches; batch += 1) {
    const period = String(1900 + batch);
    const events = Array.from({ length: RATE / 10 }, (_, at) =>
      figureEvent(
        `${period}-${String(at)}`,
        { period, value: `${String(at)}.${String(batch)}` },
        `FLOOD-${String(at)}`,
      ),
    );
    const response = await fetch(`${feed}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events),
    });
    if (response.status !== 202) throw new Error(`${String(response.status)} ${await response.text()}`);
    await pause(Math.max(0, startedAt + (batch + 1) * 100 - performance.now()));
  }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

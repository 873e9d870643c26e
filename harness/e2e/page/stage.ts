import type { Browser, Locator, Page } from 'playwright-core';
import { caughtUp, load, startStack, type Stack } from '../stack.ts';
import { openPage, startBrowser, type OpenPage, type PageOptions } from '../../services/browser.ts';
import { eventually } from '../../services/index.ts';

/** The whole system with the article's figures and policies, and a browser. */
export interface Stage {
  readonly stack: Stack;
  /** Opens an address of the page, closed after the test, which fails on any fault of the page. */
  open(address: string, options?: StageOptions): Promise<Page>;
  /** Closes the open pages early and returns their faults. */
  close(): Promise<readonly string[]>;
}

export interface StageOptions extends PageOptions {
  /** Where the page comes from, if not from the API itself: a proxy in front. */
  readonly origin?: string;
}

/** Sets up the stage for a spec file. */
export function setStage(): Stage {
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  let opened: OpenPage | undefined;

  const close = async () => {
    const { context, faults } = opened ?? {};
    opened = undefined;
    await context?.close();
    return faults ?? [];
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), startBrowser()]);
    for (const set of ['seed', 'cbec', 'policies']) await load(stack, set);
    await caughtUp(stack);
  }, 180_000);

  afterEach(async () => {
    expect(await close()).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  return {
    get stack() {
      if (!stack) throw new Error('the system has not started');
      return stack;
    },
    open: async (address, { origin, ...options } = {}) => {
      if (!stack || !browser) throw new Error('the stage is not set');
      opened = await openPage(browser, (origin ?? stack.api.url) + address, options);
      return opened.page;
    },
    close,
  };
}

/** Waits until the page follows the log. */
export const live = (page: Page): Promise<void> => page.locator('.live[data-status="live"]').waitFor();

/** Waits until the page reports that all content, visible or not, is loaded. */
export async function settled(page: Page): Promise<void> {
  await live(page);
  await page.locator('.card, .nothing').first().waitFor();
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  await page.locator('tr[data-state], .figures .nothing').first().waitFor();
  await page.locator('main[aria-busy="false"]').waitFor();
}

/** Text of an element, in one line. */
export const textOf = async (place: Locator): Promise<string> =>
  (await place.innerText()).replace(/\s+/g, ' ');

/** Waits until the text of an element, in one line, contains the words: parts of the page load one by one. */
export async function says(place: Locator, words: string): Promise<void> {
  const shown = async () => {
    expect(await textOf(place)).toContain(words);
    return true;
  };
  await eventually(shown, { within: 10_000 });
}

import type { Browser, Locator, Page } from 'playwright-core';
import { caughtUp, load, startStack, type Stack } from '../stack.ts';
import { openPage, startBrowser, type OpenPage, type PageOptions } from '../../services/browser.ts';

/** The whole system with the article and the figures and policies that come with it, and a browser in front of it. */
export interface Stage {
  readonly stack: Stack;
  /** Opens an address of the page; it is closed after the test, which fails if anything went wrong on it. */
  open(address: string, options?: PageOptions): Promise<Page>;
  /** Closes what is open before the end of a test; returns what went wrong on it. */
  close(): Promise<readonly string[]>;
}

/** Sets the stage for the specs of a file. */
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
    open: async (address, options = {}) => {
      if (!stack || !browser) throw new Error('the stage is not set');
      opened = await openPage(browser, stack.api.url + address, options);
      return opened.page;
    },
    close,
  };
}

/** Waits until the page follows the log. */
export const live = (page: Page): Promise<void> => page.locator('.live[data-status="live"]').waitFor();

/** Waits until the page has read all that it shows, what is out of sight too, and says so itself. */
export async function settled(page: Page): Promise<void> {
  await live(page);
  await page.locator('.card, .nothing').first().waitFor();
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  await page.locator('tr[data-state], .figures .nothing').first().waitFor();
  await page.locator('main[aria-busy="false"]').waitFor();
}

/** What is written somewhere, in one line. */
export const textOf = async (place: Locator): Promise<string> =>
  (await place.innerText()).replace(/\s+/g, ' ');

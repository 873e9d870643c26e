import { existsSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';

/**
 * Replaces the arguments of the bundled Chromium, whose single process ends with the first closed window and
 * whose security is off. As root, as in CI, no sandbox is available.
 */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/** Fonts of the machine but those with Chinese glyphs, as most readers' machines lack them. */
const FONTS = join(import.meta.dirname, 'fonts.conf');

/** A real browser: the program at `CHROMIUM_PATH`, else the packaged Chromium for Linux. */
export async function startBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && !existsSync(named))
    throw new Error(`CHROMIUM_PATH names ${named}, which is not there`);
  if (named === undefined && process.platform !== 'linux')
    throw new Error('The bundled Chromium runs on Linux; name another one with CHROMIUM_PATH.');
  return playwright.launch({
    executablePath: named ?? (await chromium.executablePath()),
    args: ARGUMENTS,
    env: { ...process.env, FONTCONFIG_FILE: FONTS },
  });
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Script errors, violations of the content security policy, and foreign or refused requests. */
  readonly faults: string[];
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  readonly locale?: string;
  /** Names of files that do not arrive. */
  readonly without?: RegExp;
}

/** A page in its own context; `faults` collects its errors. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<OpenPage> {
  const { width = 1440, height = 900, theme = 'light', locale = 'en-GB', without } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load'))
      faults.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(url).origin)
      faults.push(`went to ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${String(response.status())} ${response.url()}`);
  });
  if (without) await page.route(without, (route) => route.abort());
  await page.goto(url);
  return { page, context, faults };
}

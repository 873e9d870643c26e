import { eventually, startApp, type RunningApp } from '../../services/index.ts';
import { axeFindings } from './axe.ts';
import { says, setStage, textOf } from './stage.ts';

const stage = setStage();
const BULLETIN = '/bulletins/cbec-2020-h1';

/** An API that tells how to subscribe; its pages ask no notifier. */
let api: RunningApp;
beforeAll(async () => {
  api = await startApp('growth-api', { ...stage.stack.env, NOTIFIER_URL: 'http://127.0.0.1:9' });
});
afterAll(() => api?.stop());

describe('the page of a bulletin', () => {
  it('is told without a script, in the language asked for, and each numeral leads to what it rests on', async () => {
    // The desk follows the figures step by step.
    await eventually(async () => {
      const told = await fetch(`${stage.stack.api.url}${BULLETIN}?lang=en`);
      return (await told.text()).includes('no-causal-claim');
    });
    const page = await stage.open('/bulletins?lang=en');
    await page.getByRole('link', { name: 'Cross-border e-commerce, first half' }).click();
    await page.waitForURL(/cbec-2020-h1\?lang=en$/);
    expect(await page.locator('script').count()).toBe(0);
    const heading = await textOf(page.locator('h1'));
    expect(await page.title()).toBe(`${heading} - Silkgauge`);
    const numeral = page.locator('[data-sentence="zaez"] data[value="4720000000"]').first();
    expect(await textOf(numeral)).toBe('4.72 billion yuan');
    const explained = await page.request.get(
      new URL((await numeral.locator('xpath=..').getAttribute('href')) ?? '', page.url()).href,
    );
    expect(await explained.text()).toContain('zhengzhou-level');
    await says(page.locator('.refused'), 'no-causal-claim');
    await page.getByRole('link', { name: '中文' }).click();
    await page.waitForURL(/lang=zh$/);
    await says(page.locator('[data-sentence="zaez"]'), '47.2亿元');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans');
  });

  it('is found from the live page, and loads the Chinese web font where no system font has the glyphs', async () => {
    const page = await stage.open('/?lang=zh');
    await page.getByRole('link', { name: '简报' }).click();
    await page.waitForURL(/\/bulletins\?lang=zh$/);
    await page.getByRole('link', { name: '上半年跨境电商' }).click();
    await page.waitForURL(/cbec-2020-h1\?lang=zh$/);
    await page.waitForLoadState('networkidle');
    const fonts = await page.evaluate<string[]>(
      `document.fonts.ready.then((all) => [...all].filter(({ status }) => status === 'loaded').map(({ family }) => family))`,
    );
    expect(new Set(fonts.map((family) => family.replaceAll('"', '')))).toEqual(
      new Set(['Noto Sans SC Variable']),
    );
  });

  it.each([
    { language: 'en', theme: 'light' },
    { language: 'zh', theme: 'dark' },
  ] as const)(
    'has no violation of axe, and no sideways scroll at 360 px: $language, $theme',
    async ({ language, theme }) => {
      for (const address of [BULLETIN, '/bulletins', '/alerts', '/releases']) {
        const page = await stage.open(`${address}?lang=${language}`, { theme, width: 360, origin: api.url });
        expect(await page.getByText('curl').count()).toBe(address === '/bulletins' ? 0 : 1);
        expect(await axeFindings(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
        expect(await stage.close()).toEqual([]);
      }
    },
  );
});

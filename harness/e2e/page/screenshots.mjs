// Takes the pictures of docs/screenshots from a running system: `npm run screenshots`; GROWTH_API_URL names
// another system than that of `npm start`.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openPage, startBrowser } from '../../services/browser.ts';

const api = process.env.GROWTH_API_URL ?? 'http://127.0.0.1:4100';
const folder = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));
const FULL = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

const PICTURES = [
  { name: 'answer', address: '/?period=2020-S1&lang=en', height: 1000 },
  { name: 'over-time', address: '/?lang=en', at: '.views' },
  { name: 'compare', address: '/compare?by=area&period=2020-S1&lang=en', at: '.views' },
  { name: 'contributions', address: '/contributions?lang=en', at: '.views' },
  { name: 'small-multiples', address: '/small-multiples?reporter=USCENSUS&by=product&lang=en', at: '.views' },
  { name: 'index', address: '/index?lang=en', at: '.views' },
  { name: 'why', address: `/?why=${FULL}/2021&lang=en`, height: 1000 },
  { name: 'history', address: `/?why=${FULL}/2021&lang=en`, at: '.history' },
  {
    name: 'as-published',
    address: '/?reporter=GACC&period=2021&publishedBy=2022-03-31&lang=en',
    height: 800,
  },
  { name: 'chinese-dark', address: '/?lang=zh', theme: 'dark', height: 1200 },
  { name: 'phone', address: '/?period=2020-S1&lang=en', width: 360, height: 1100 },
  {
    name: 'phone-chinese-dark',
    address: '/compare?by=area&period=2020-S1&lang=zh',
    theme: 'dark',
    width: 360,
    height: 1100,
    at: '.views',
  },
];

mkdirSync(folder, { recursive: true });
const browser = await startBrowser();
try {
  for (const { name, address, at, ...look } of PICTURES) {
    const { page, context, faults } = await openPage(browser, api + address, look);
    await page.locator('.live[data-status="live"]').waitFor();
    await page.locator('.answer .card').first().waitFor();
    // Content out of sight is loaded before printing.
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await page.locator('tr[data-state], .figures .nothing').first().waitFor();
    await page.locator('.chart-frame svg[data-chart]').first().waitFor();
    if (address.includes('why=')) await page.locator('table.heat').waitFor();
    await page.locator('main[aria-busy="false"]').waitFor();
    // The other language's name has its fonts last, loaded in parts on first use.
    await page.locator('link[href*="chinese-fonts"]').waitFor({ state: 'attached' });
    await page.evaluate('document.fonts.ready');
    const path = `${folder}${name}.png`;
    if (at === undefined) await page.screenshot({ path });
    else await page.locator(at).first().screenshot({ path });
    process.stdout.write(`${name}${faults.length > 0 ? `: ${faults.join('; ')}` : ''}\n`);
    await context.close();
  }
} finally {
  await browser.close();
}

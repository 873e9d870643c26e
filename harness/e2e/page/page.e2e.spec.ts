import { readdirSync, statSync } from 'node:fs';
import type { Availability, StateHeadline } from '@silkgauge/contract';
import type { Page } from 'playwright-core';
import { bundledEvents, dealtWith, get, push, root } from '../stack.ts';
import { figureEvent, FULL } from './figure-event.ts';
import { live, says, setStage, textOf } from './stage.ts';

const stage = setStage();

/** Text of a figure's row. */
async function rowOf(page: Page, state: string): Promise<string> {
  const row = page.locator(`tr[data-state="${state}"]`);
  await row.waitFor();
  return textOf(row);
}

/** A file of the first chart, saved by its menu. */
async function saved(page: Page, kind: 'CSV' | 'SVG' | 'PNG') {
  await page.getByRole('button', { name: 'Download' }).first().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('menuitem', { name: kind })
      .or(page.getByRole('button', { name: kind }))
      .click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { fileName: download.suggestedFilename(), content: Buffer.concat(chunks) };
}

const CHINA = (flow: string) => `GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY/2020-S1`;
const seed = (value: string): string => {
  const { data } = bundledEvents('data/seed/events.jsonl').find((event) => event.data.value === value);
  return `${Object.values(data.series).join('.')}/${data.period}`;
};

const SOLD = 'CUT-SHOP.GB.SALES.OWN.X._T._T.FR.GBP/2011-12';

/** The article's figures: each state, and the digits on the page in both languages. */
const ARTICLE = [
  [CHINA('_T'), ['+26.2%', '26.15', '26.25%'], ['+26.2%', '26.15', '26.25%']],
  [CHINA('X'), ['+28.7%', '28.65', '28.75%'], ['+28.7%', '28.65', '28.75%']],
  [CHINA('M'), ['+24.4%', '24.35', '24.45%'], ['+24.4%', '24.35', '24.45%']],
  [seed('119.43'), ['+119.43%', '4.72 bn CNY', '4.715'], ['+119.43%', '47.2亿元', '47.15']],
  [
    seed('4.5'),
    ['+450% if “up by”', 'or', '+350% if “to”', '135 m CNY'],
    ['+450% 若为“增长了”', '或', '+350% 若为“增长到”', '1.35亿元'],
  ],
  [seed('132'), ['+132%', '131.5', '132.5%'], ['+132%', '131.5', '132.5%']],
  [seed('700'), ['+700%', '699.5', '700.5%'], ['+700%', '699.5', '700.5%']],
] as const;

describe('the page', () => {
  it.each(ARTICLE)(
    'shows %s of the article with the same digits in both languages',
    async (state, english, chinese) => {
      const [series = '', ...period] = state.split('/');
      const [reporter, area, indicator, coverage, flow, , product, counterpart] = series.split('.');
      const query = `reporter=${reporter}&area=${area}&indicator=${indicator}&coverage=${coverage}&flow=${flow}&product=${product}&counterpart=${counterpart}&period=${period.join('/')}`;
      const page = await stage.open(`/?${query}&lang=en`);
      const inEnglish = await rowOf(page, state);
      for (const digits of english) expect(inEnglish).toContain(digits);
      await page.getByRole('button', { name: '中文' }).click();
      await page.locator('html[lang="zh-CN"]').waitFor();
      const inChinese = await rowOf(page, state);
      for (const digits of chinese) expect(inChinese).toContain(digits);
    },
  );

  it('shows the answer first: three cards and their common meaning', async () => {
    const page = await stage.open('/?period=2020-S1&lang=en');
    await page.locator(`.card[data-state="${CHINA('M')}"]`).waitFor();
    expect(await page.locator('.answer .meaning').innerText()).toBe(
      'Imports grew slower than exports but added more: 13.6 to 14.8 of the 26.2 points.',
    );
    expect(await page.locator('.card h3').allInnerTexts()).toEqual(['Total', 'Exports', 'Imports']);
    // The reporter is the customs; an agency printed the number.
    await says(
      page.locator(`.card[data-state="${CHINA('M')}"]`),
      'as printed by Xinhua (news agency), 16 July 2020',
    );
  });

  it('its headline is the sentence of the bulletins, also in its title and over its pictures', async () => {
    const page = await stage.open('/?period=2020-S1&lang=en');
    const heading = page.locator('.answer h2', { hasText: ' rose ' });
    await heading.waitFor();
    const headline = await heading.innerText();
    expect(headline).toMatch(
      /^China’s cross-border e-commerce trade rose 26.2 percent in the first half of 2020 compared with the first half of 2019/,
    );
    const told = await get<StateHeadline>(stage.stack, `/v1/growth/${CHINA('_T')}/headline`);
    expect(headline).toBe(told.en?.headline);
    expect(await page.title()).toBe(`${headline} – Silkgauge`);
    const picture = await saved(page, 'SVG');
    expect(picture.content.toString('utf8')).toContain(`<title>${headline}</title>`);
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('.answer h2', { hasText: '增长26.2%' }).waitFor();
    const then = await stage.open('/?period=2020-S1&lang=en&publishedBy=2020-07-31');
    await then.locator('.answer h2', { hasText: ' rose ' }).waitFor();
    const published = await get<StateHeadline>(
      stage.stack,
      `/v1/growth/${CHINA('_T')}/headline?publishedBy=2020-07-31`,
    );
    expect(await then.locator('.answer h2').innerText()).toBe(published.en?.headline);
  });

  it('a month of sales that is not over says to which day it goes, is compared with nothing, and is nowhere final', async () => {
    const month = (id: string, orderedAt: string, amount: string) => ({
      ...{ specversion: '1.0', source: '/page', id, type: 'silkgauge.sale.recorded.v1' },
      data: {
        ...{ platform: 'CUT-SHOP', sellerCountry: 'GB', buyerCountry: 'FR', category: '_T', flow: 'export' },
        ...{ currency: 'GBP', quantity: '1', amount, orderedAt },
      },
    });
    const { body } = await push(stage.stack.platform, [
      month('cut-1', '2010-12-05T10:00:00Z', '100'),
      month('cut-2', '2011-12-09T12:50:00Z', '57.5'),
    ]);
    await dealtWith(stage.stack, body.receipts);
    const page = await stage.open('/?reporter=CUT-SHOP&period=2011-12&lang=en');
    const card = page.locator('.card[data-state^="CUT-SHOP"]');
    await card.locator('.age', { hasText: 'first version of digits' }).waitFor();
    for (const [words, text] of [
      [['57.5', 'computed, to 9 December 2011'], await textOf(card)],
      [['57.5', 'computed, to 9 December 2011'], await rowOf(page, SOLD)],
    ] as const) {
      for (const word of words) expect(text).toContain(word);
      expect(text).not.toContain('final');
      expect(text).not.toContain('42.5');
    }
    expect(await page.locator('.answer h2').innerText()).toMatch(
      /57\.5.* pounds .*December 2011.*; the period is not complete$/,
    );
    const mark = page.locator(`.chart-frame [aria-label*="December 2011"][aria-label*="computed"]`).first();
    expect(await mark.getAttribute('aria-label')).toContain('to 9 December 2011');
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('html[lang="zh-CN"]').waitFor();
    await says(card, '截至2011年12月9日');
    expect(await textOf(card)).not.toContain('终值');
    const csv = await (
      await fetch(`${stage.stack.api.url}/v1/growth.csv?reporter=CUT-SHOP&period=2011-12`)
    ).text();
    expect(csv).toContain('partial-period');
    expect(csv).toContain('2011-12-09T12:50:00Z');
  });

  it('lists the waves of a policy below one another', async () => {
    const page = await stage.open(`/?why=${FULL}/2021&lang=en`);
    const notices = page.getByRole('dialog').locator('details', { hasText: 'Policy notices in force' });
    await notices.locator('summary').click();
    const programme = notices.locator('li', {
      hasText: 'GACC-2020-75 and what carries it further: 3 notices',
    });
    await programme.waitFor();
    expect(await programme.locator('li').count()).toBe(3);
    await says(programme, 'GACC-2021-47 · carries GACC-2020-75 further');
  });

  it('why this number: formula, inputs, quote, document, event and offset, other prints and the rule that chose', async () => {
    const page = await stage.open(`/?why=${FULL}/2021&lang=en`);
    const drawer = page.getByRole('dialog', { name: 'Why this number' });
    await drawer.locator('blockquote').first().waitFor();
    const text = await textOf(drawer);
    for (const words of [
      '+18.6%',
      'The level is final, the base of the year before was preliminary: the printed rate implies a base of 1.619',
      'conflicts: reported is 4.9905 points higher',
      '1.92 trillion yuan',
      '1.98 trillion yuan',
      'superseded: the better status goes first',
      '100 * ([level] / [base] - 1)',
      '[base] = 1.69 trn CNY',
      'customs.figures, partition',
      'offset',
    ])
      expect(text).toContain(words);
    const heat = drawer.locator('table.heat');
    await heat.waitFor();
    await says(heat, '9 March 2022');
    expect(await drawer.locator('.step-line').getAttribute('aria-label')).toContain('+15%');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    // The browser reports the closed dialog with a delay.
    await page.waitForURL(({ search }) => !search.includes('why='));
  });

  it('the other prints of each day stand beside the value that stood, with what became of them', async () => {
    const asked = '/?why=GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';
    const page = await stage.open(`${asked}&lang=en`);
    const rows = page.locator('dialog table.heat tbody tr');
    const row = async (day: string) => textOf(rows.filter({ hasText: day }));
    await rows.first().waitFor();
    expect(await row('17 December 2021')).toBe(
      '17 December 2021 +26.2% 28.7% excluded by its parts · journal archive fx361.cc',
    );
    expect(await row('16 July 2020')).toBe('16 July 2020 +26.2%');
    expect(await row('18 August 2020')).toContain('26.2% repeats the print that stands');
    await page.goto(page.url().replace('lang=en', 'lang=zh'));
    await rows.first().waitFor();
    expect(await row('2021年12月17日')).toMatch(/\+26\.2% 28\.7% 与各部分不符 · \S/);
    await page.goto(new URL(`${asked}&publishedBy=2021-01-01&lang=en`, page.url()).href);
    await rows.first().waitFor();
    expect(await rows.allInnerTexts()).toEqual(expect.not.arrayContaining([expect.stringContaining('28.7')]));
  });

  it.each([
    ['/?period=2020-S1&lang=en', '28.7 percent'],
    ['/?reporter=PUDONG-AIRPORT&lang=en', '1,000 percent'],
    ['/?period=2020-S1&lang=zh', '28.7%'],
  ])('on a phone the long headline of %s is whole, and shifts nothing', async (address, words) => {
    // Chinese texts keep the font that they begin with, as on a machine that has one: glyphs that stand in for missing ones are narrower.
    const page = await stage.open(address, { width: 360, height: 740, without: /chinese-fonts/ });
    await page.addInitScript({
      content: `globalThis.shifted = 0;
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) shifted += value;
        }).observe({ type: 'layout-shift', buffered: true });`,
    });
    await page.reload();
    const title = page.locator('.answer h2');
    await title.filter({ hasText: words }).waitFor();
    await live(page);
    await page.locator('.card .why').first().waitFor();
    const { clientWidth, scrollWidth, across } = await title.evaluate((one) => ({
      ...{ clientWidth: one.clientWidth, scrollWidth: one.scrollWidth },
      across: one.ownerDocument.documentElement.scrollWidth,
    }));
    expect([scrollWidth, across]).toEqual([clientWidth, 360]);
    expect(await page.evaluate('shifted')).toBeLessThan(0.05);
  });

  it('as known on: one date turns the whole page, and its address says so', async () => {
    const page = await stage.open('/?reporter=GACC&coverage=FULL&period=2021&lang=en');
    const card = page.locator(`.card[data-state="${FULL}/2021"]`);
    await card.locator('.large', { hasText: '+18.6%' }).waitFor();
    await page.getByLabel('As published by').fill('2022-03-31');
    await card.locator('.large', { hasText: '+15%' }).waitFor();
    await says(card, '1.98 trn CNY');
    expect(page.url()).toContain('publishedBy=2022-03-31');
    await says(page.locator('.live'), 'not live');
    expect(await rowOf(page, `${FULL}/2021`)).toContain('+15%');
    await page.getByRole('button', { name: 'Back to now' }).click();
    await card.locator('.large', { hasText: '+18.6%' }).waitFor();
  });

  it('+700 % beside +24 % neither flattens nor hides, two readings are two marks, unequal periods are not ranked together', async () => {
    const page = await stage.open('/compare?by=area&period=2020-S1&lang=en');
    const chart = page.locator('.chart-frame');
    await chart
      .getByRole('button', { name: /Zhengzhou/ })
      .first()
      .waitFor();
    const rankings = await page.locator('.ranking').allInnerTexts();
    expect(rankings[0]).toContain('+119.43%');
    expect(rankings[0]).not.toContain('+450%');
    await says(page.locator('.apart'), '+450%');
    await says(page.locator('.apart'), '+350%');
  });

  it('filters by existing values, with counts, in the address', async () => {
    const page = await stage.open('/?lang=en');
    await page.getByRole('searchbox').fill('zhengzhou');
    await page.locator('.found button').first().click();
    await page.waitForURL(/area=CN-Z-ZAEZ|reporter=ZAEZ/);
    await page.locator(`tr[data-state^="ZAEZ.CN-Z-ZAEZ"]`).first().waitFor();
    await page.locator('.counts', { hasText: /^\d+ figures in \d+ series$/ }).waitFor();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.waitForURL(({ search }) => !search.includes('ZAEZ'));
  });

  it.each([
    ['Henan 2020', 'Henan · 2020', /area=CN-HA&period=2020/],
    ['河南跨境电商', 'Henan', /area=CN-HA&indicator=CBEC/],
    [
      'cross-border e-commerce in China H1 2020',
      'first half of 2020',
      /area=CN&indicator=CBEC&period=2020-S1/,
    ],
  ])('answers the question %s in one action', async (question, named, address) => {
    const page = await stage.open('/?lang=en');
    await page.getByRole('searchbox').fill(question);
    await page.locator('.found .question', { hasText: named }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(({ search }) => address.test(decodeURIComponent(search)));
  });

  it('counts what it offers for a question in the period of the question', async () => {
    const page = await stage.open('/?lang=en');
    const asked = '/v1/availability?area=CN&indicator=CBEC';
    const { states } = await get<Availability>(stage.stack, `${asked}&period=2021`);
    expect(states).toBeLessThan((await get<Availability>(stage.stack, asked)).states);
    const offered = page.locator('.found .question');
    await page.getByRole('searchbox').fill('cross-border e-commerce in China 2021');
    expect(await textOf(offered)).toMatch(new RegExp(`2021 ${String(states)} figures$`));
    await page.getByRole('searchbox').fill('Henan 2020');
    await offered.filter({ hasText: 'Henan' }).waitFor();
    expect(await textOf(offered)).toBe('Henan · 2020 no figure of this period; see the nearest');
  });

  it('a value is read without hitting its mark, and the cards lead to a chart of their period', async () => {
    const page = await stage.open('/?reporter=GACC&coverage=FULL&frequency=A&period=2025-S1&lang=en');
    const mark = page.locator(`.chart-frame [data-state="${FULL}/2021"]`).first();
    await mark.waitFor();
    await mark.scrollIntoViewIfNeeded();
    const box = await mark.boundingBox();
    if (!box) throw new Error('the mark is not drawn');
    await page.mouse.move(box.x + box.width + 20, box.y + box.height / 2);
    await page.locator('.chart-note', { hasText: '2021' }).waitFor();
    await page.getByRole('link', { name: 'Show half-years' }).click();
    await page.waitForURL(/frequency=S/);
    await page.locator(`.chart-frame [data-state="${FULL}/2025-S1"]`).first().waitFor();
  });

  it('ranks what each product added to the growth of the total, and tells the rest', async () => {
    const level = (product: string, period: string, value: string) => {
      const event = figureEvent(`parts-${product}-${period}`, {}, 'PARTS');
      const { series, publishedAt, evidence } = event.data;
      const data = { ...{ period, value, measure: 'level', unit: 'CNY' }, ...{ publishedAt, evidence } };
      return { ...event, data: { ...data, series: { ...series, product } } };
    };
    const { body } = await push(stage.stack.customs, [
      ...[level('_T', '2020', '200'), level('_T', '2021', '230')],
      ...[level('HS01', '2020', '50'), level('HS01', '2021', '70')],
      ...[level('HS85', '2020', '90'), level('HS85', '2021', '94')],
      level('HS02', '2021', '1'),
    ]);
    await dealtWith(stage.stack, body.receipts);
    const page = await stage.open('/contributions?reporter=PARTS&period=2021&lang=en');
    await page.locator('.ranking [data-state*=".HS85."]').first().waitFor();
    const chart = await textOf(page.locator('.views .chart-frame'));
    for (const words of ['+10', '+2', 'leave +3.0 points', 'One part has no level in both years'])
      expect(chart).toContain(words);
    await page.getByRole('button', { name: 'Table' }).click();
    await says(page.locator('.chart-frame table'), '+10.0 points');
  });

  it('what the search finds is reached by arrow keys', async () => {
    const page = await stage.open('/?lang=en');
    await page.getByRole('searchbox').fill('henan');
    await page.locator('.found button').nth(1).waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowDown']) await page.keyboard.press(key);
    const focused = await page.evaluate<string>('document.activeElement.textContent');
    expect(focused).toBe(await page.locator('.found button').nth(1).textContent());
    await page.keyboard.press('Enter');
    await page.waitForURL(/\?\w+=/);
  });

  it('unknown parts of the address are reported', async () => {
    const page = await stage.open('/?reporte=GACC&lang=en');
    await says(page.getByRole('alert'), 'reporte=GACC');
  });

  it('a chart is a table and files as well', async () => {
    const page = await stage.open('/contributions?reporter=GACC&coverage=FULL&lang=en');
    await page.getByRole('button', { name: 'Table' }).click();
    const table = page.locator('.chart-frame table');
    await table.waitFor();
    await says(table, 'contribution to growth');
    expect(page.url()).toContain('table=1');
    // The headline, which is the title of the page: with subject, verb and number.
    const headline = (await page.title()).replace(/ – Silkgauge$/, '').toLowerCase();
    expect(headline).toMatch(/(?:rose|fell) [\d.]+ percent/);
    const words = headline.match(/[\p{L}\p{N}]+(?:\.\p{N}+)?/gu) ?? [];
    const whole = `silkgauge-contributions-${words.join('-')}`;
    for (const [name, begins] of [
      ['CSV', 'key,'],
      ['SVG', '<'],
      ['PNG', '\u0089PNG'],
    ] as const) {
      const { fileName, content } = await saved(page, name);
      // A long headline is cut behind a word.
      const [told, ending] = [fileName.slice(0, -4), fileName.slice(-4)];
      expect([ending, told.length > 100 || told === whole]).toEqual([`.${name.toLowerCase()}`, true]);
      expect(`${whole}-`.startsWith(`${told}-`)).toBe(true);
      expect(content.toString('latin1').startsWith(begins)).toBe(true);
    }
  });

  it('weighs less than 250 kB of script, compressed', () => {
    const assets = new URL('apps/dashboard/dist/assets/', root);
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js.gz'));
    const bytes = scripts.reduce((sum, name) => sum + statSync(new URL(name, assets)).size, 0);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(250_000);
  });
});

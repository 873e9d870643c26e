import { readdirSync, statSync } from 'node:fs';
import { startApp } from '@silkgauge/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { bundledEvents, caughtUp, get, load, push, root, startStack, type Stack } from '../stack.ts';
import { axeFindings } from './axe.ts';
import { openPage, startBrowser, type OpenPage } from './browser.ts';

let stack: Stack;
let browser: Browser;
let opened: OpenPage | undefined;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), startBrowser()]);
  for (const set of ['seed', 'cbec', 'policies']) await load(stack, set);
  await caughtUp(stack);
}, 180_000);

afterEach(async () => {
  const { context, faults } = opened ?? {};
  opened = undefined;
  await context?.close();
  expect(faults ?? []).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

async function open(address: string, options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  opened = await openPage(browser, stack.api.url + address, options);
  return opened.page;
}

/** Waits until the page has read all that it shows, and says so itself. */
async function settled(page: Page): Promise<void> {
  await page.locator('.live[data-status="live"]').waitFor();
  await page.locator('tr[data-state], .figures .nothing').first().waitFor();
  await page.locator('main[aria-busy="false"]').waitFor();
}

/** What is written somewhere, in one line. */
const textOf = async (place: Locator): Promise<string> => (await place.innerText()).replace(/\s+/g, ' ');

/** What the row of a figure says. */
async function rowOf(page: Page, state: string): Promise<string> {
  const row = page.locator(`tr[data-state="${state}"]`);
  await row.waitFor();
  return textOf(row);
}

const CHINA = (flow: string) => `GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY/2020-S1`;
const FULL = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const seed = (value: string): string => {
  const { data } = bundledEvents('data/seed/events.jsonl').find((event) => event.data.value === value);
  return `${Object.values(data.series).join('.')}/${data.period}`;
};

/** Each of the article's figures: its state, and the digits that stand on the page in either language. */
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
    'shows %s of the article, the same digits in both languages',
    async (state, english, chinese) => {
      const [series = '', ...period] = state.split('/');
      const [reporter, area, indicator, coverage, flow, , product, counterpart] = series.split('.');
      const query = `reporter=${reporter}&area=${area}&indicator=${indicator}&coverage=${coverage}&flow=${flow}&product=${product}&counterpart=${counterpart}&period=${period.join('/')}`;
      const page = await open(`/?${query}&lang=en`);
      const inEnglish = await rowOf(page, state);
      for (const digits of english) expect(inEnglish).toContain(digits);
      await page.getByRole('button', { name: '中文' }).click();
      await page.locator('html[lang="zh-CN"]').waitFor();
      const inChinese = await rowOf(page, state);
      for (const digits of chinese) expect(inChinese).toContain(digits);
    },
  );

  it('gives the answer first: three cards, and what they mean together', async () => {
    const page = await open('/?period=2020-S1&lang=en');
    await page.locator(`.card[data-state="${CHINA('M')}"]`).waitFor();
    expect(await page.locator('.answer .meaning').innerText()).toBe(
      'Imports grew slower but added more: 14.2 of 26.2 points.',
    );
    expect(await page.locator('.card h3').allInnerTexts()).toEqual(['Total', 'Exports', 'Imports']);
  });

  it('an event pushed over HTTP is on the page within moments, in the feed and in its figure, and says why', async () => {
    const page = await open(`/?reporter=GACC&coverage=FULL&period=2026-S1&lang=en`);
    await page.locator('.live[data-status="live"]').waitFor();
    const event = {
      specversion: '1.0',
      type: 'silkgauge.figure.reported.v1',
      source: '/e2e/page',
      id: 'half-2026',
      data: {
        series: {
          reporter: 'GACC',
          area: 'CN',
          indicator: 'CBEC',
          coverage: 'FULL',
          flow: '_T',
          mode: '_T',
          product: '_T',
          counterpart: '_T',
          currency: 'CNY',
        },
        period: '2026-S1',
        measure: 'growth',
        value: '31.7',
        unit: 'percent',
        comparison: 'GY',
        wording: 'percent',
        status: 'preliminary',
        publishedAt: '2026-07-14',
        evidence: { document: 'https://example.org/2026', quote: 'up 31.7 percent in the first half' },
      },
    };
    expect((await push(stack.customs, [event])).status).toBe(202);
    const change = page.locator('.change', { hasText: 'first half of 2026' });
    await change.waitFor({ timeout: 5_000 });
    expect(await change.innerText()).toContain('+31.7%');
    expect(await change.innerText()).toContain('a figure was reported');
    const card = page.locator(`.card[data-state="${FULL}/2026-S1"]`);
    await card.waitFor({ timeout: 5_000 });
    expect(await card.innerText()).toContain('+31.7%');
    await change.getByRole('button').click();
    await page.locator('dialog blockquote', { hasText: 'up 31.7 percent in the first half' }).waitFor();
  });

  it('why this number: formula, inputs, quote, document, event and offset, other prints and the rule that chose', async () => {
    const page = await open(`/?why=${FULL}/2021&lang=en`);
    const drawer = page.getByRole('dialog', { name: 'Why this number' });
    await drawer.locator('blockquote').first().waitFor();
    const text = await textOf(drawer);
    for (const words of [
      '+18.6%',
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
    expect(await textOf(heat)).toContain('9 March 2022');
    expect(await drawer.locator('.step-line').getAttribute('aria-label')).toContain('+15%');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('why=');
  });

  it('as known on: one date turns the whole page, and its address says so', async () => {
    const page = await open('/?reporter=GACC&coverage=FULL&period=2021&lang=en');
    const card = page.locator(`.card[data-state="${FULL}/2021"]`);
    await card.locator('.large', { hasText: '+18.6%' }).waitFor();
    await page.getByLabel('As published by').fill('2022-03-31');
    await card.locator('.large', { hasText: '+15%' }).waitFor();
    expect(await textOf(card)).toContain('1.98 trn CNY');
    expect(page.url()).toContain('publishedBy=2022-03-31');
    expect(await page.locator('.live').innerText()).toContain('not live');
    expect(await rowOf(page, `${FULL}/2021`)).toContain('+15%');
    await page.getByRole('button', { name: 'Back to now' }).click();
    await card.locator('.large', { hasText: '+18.6%' }).waitFor();
  });

  it('a link pinned to a sequence number always shows the same digits', async () => {
    const page = await open(`/?reporter=GACC&coverage=FULL&period=2025-S1&lang=en`);
    const card = page.locator(`.card[data-state="${FULL}/2025-S1"]`);
    await card.locator('.large', { hasText: '+5.7%' }).waitFor();
    await page.getByRole('button', { name: 'Pin these digits' }).click();
    await page.waitForURL(/asOf=\d+/);
    const pinned = page.url();
    const before = await card.innerText();
    const [present] = bundledEvents('data/seed/events.jsonl').filter((event) => event.data.value === '26.2');
    const revision = {
      ...present,
      source: '/e2e/page',
      id: 'revised-2025',
      data: {
        ...present.data,
        series: { ...present.data.series, coverage: 'FULL' },
        period: '2025-S1',
        value: '7.9',
        status: 'revised',
        publishedAt: '2025-12-01',
      },
    };
    expect((await push(stack.customs, [revision])).status).toBe(202);
    await caughtUp(stack);
    await page.goto(pinned);
    await card.locator('.large', { hasText: '+5.7%' }).waitFor();
    expect(await card.innerText()).toBe(before);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await card.locator('.large', { hasText: '+7.9%' }).waitFor();
  });

  it('+700 % beside +24 % neither flattens nor hides, two readings are two marks, unequal periods are not ranked together', async () => {
    const page = await open('/compare?by=area&period=2020-S1&lang=en');
    const chart = page.locator('.chart-frame');
    await chart
      .getByRole('button', { name: /Zhengzhou/ })
      .first()
      .waitFor();
    const rankings = await page.locator('.ranking').allInnerTexts();
    expect(rankings[0]).toContain('+119.43%');
    expect(rankings[0]).not.toContain('+450%');
    expect(await page.locator('.apart').innerText()).toContain('+450%');
    expect(await page.locator('.apart').innerText()).toContain('+350%');
  });

  it('filters by what is found, with counts, in the address', async () => {
    const page = await open('/?lang=en');
    await page.getByRole('searchbox').fill('zhengzhou');
    await page.locator('.found button').first().click();
    await page.waitForURL(/area=CN-Z-ZAEZ|reporter=ZAEZ/);
    await page.locator(`tr[data-state^="ZAEZ.CN-Z-ZAEZ"]`).first().waitFor();
    expect(await page.locator('.counts').innerText()).toMatch(/^\d+ figures in \d+ series$/);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.waitForURL(({ search }) => !search.includes('ZAEZ'));
  });

  it('what means nothing in the address is told', async () => {
    const page = await open('/?reporte=GACC&lang=en');
    expect(await page.getByRole('alert').innerText()).toContain('reporte=GACC');
  });

  it('a chart is a table and files as well', async () => {
    const page = await open('/contributions?reporter=GACC&coverage=FULL&lang=en');
    await page.getByRole('button', { name: 'Table' }).click();
    const table = page.locator('.chart-frame table');
    await table.waitFor();
    expect(await textOf(table)).toContain('contribution to growth');
    expect(page.url()).toContain('table=1');
    for (const [name, begins] of [
      ['CSV', 'key,'],
      ['SVG', '<'],
      ['PNG', '\u0089PNG'],
    ] as const) {
      await page.getByRole('button', { name: 'Download' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name }).or(page.getByRole('button', { name })).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString('latin1').startsWith(begins)).toBe(true);
    }
  });

  it.each(['compare', 'over-time', 'contributions', 'small-multiples', 'index'])(
    'keyboard only: every point of %s is reached, opened and left',
    async (view) => {
      const page = await open(`/${view}?by=reporter&period=2020-S1&frequency=A&coverage=FULL&lang=en`);
      await settled(page);
      const charts = page.locator('.chart-frame svg[data-chart]');
      await charts.first().waitFor();
      const chart = charts.first();
      const marks = await chart
        .locator('[data-mark]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-mark') ?? ''));
      expect(marks.length).toBeGreaterThan(0);
      const active = () => page.evaluate<string>('document.activeElement.getAttribute("data-mark")');
      // Wherever the arrows lead from the one mark that the tabulator stops at.
      await chart.locator('[data-mark][tabindex="0"]').focus();
      const reached = new Set([await active()]);
      for (const mark of reached) {
        for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
          await chart.locator(`[data-mark="${mark}"]`).focus();
          await page.keyboard.press(key);
          reached.add(await active());
        }
      }
      expect([...reached].sort()).toEqual([...marks].sort());
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
  );

  it('after a restart of the server the page catches up without gap or repeat, and says so', async () => {
    const page = await open('/?lang=en');
    await page.locator('.live[data-status="live"]').waitFor();
    const events = (name: string) =>
      Array.from({ length: 5 }, (_, i) => ({
        specversion: '1.0',
        type: 'silkgauge.figure.reported.v1',
        source: '/e2e/page',
        id: `${name}-${String(i)}`,
        data: {
          series: {
            reporter: name,
            area: 'CN',
            indicator: 'CBEC',
            coverage: 'FULL',
            flow: '_T',
            mode: '_T',
            product: '_T',
            counterpart: '_T',
            currency: 'CNY',
          },
          period: `201${String(i)}`,
          measure: 'level',
          value: String(100 + i),
          unit: 'CNY',
          multiplier: '1',
          publishedAt: '2026-07-20',
          evidence: { document: 'https://example.org', quote: `${name} ${String(i)}` },
        },
      }));
    expect((await push(stack.customs, events('BEFORE'))).status).toBe(202);
    await page.locator('.change', { hasText: 'BEFORE' }).or(page.locator('.change').nth(4)).first().waitFor();
    const port = new URL(stack.api.url).port;
    await stack.api.stop();
    await page.locator('.live[data-status="lost"]').waitFor();
    expect((await push(stack.customs, events('AWAY'))).status).toBe(202);
    stack.api = await startApp('growth-api', { ...stack.env, PORT: port });
    await page.locator('.caught-up').waitFor({ timeout: 20_000 });
    expect(await page.locator('.caught-up').innerText()).toContain('Nothing was missed');
    await caughtUp(stack);
    const sequences = await page
      .locator('.change')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-sequence')));
    expect(new Set(sequences).size).toBe(sequences.length);
    for (const { id } of events('AWAY')) expect(id).toBeTruthy();
    const changes = (await (await fetch(`${stack.api.url}/v1/growth?reporter=AWAY,BEFORE`)).json()) as {
      items: { sequence: string }[];
    };
    for (const { sequence } of changes.items) expect(sequences).toContain(sequence);
  }, 90_000);

  it('a pause holds changes back, and shows them after it', async () => {
    const page = await open('/?lang=en');
    await page.locator('.live[data-status="live"]').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    const [first] = bundledEvents('data/seed/events.jsonl').filter((event) => event.data.value === '26.2');
    const event = {
      ...first,
      source: '/e2e/page',
      id: 'paused',
      data: { ...first.data, series: { ...first.data.series, reporter: 'PAUSED' } },
    };
    await push(stack.customs, [event]);
    await page.locator('.feed .count', { hasText: 'change waits' }).waitFor();
    expect(await page.locator('.change').count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.change').first().waitFor();
  });

  it('thousands of changes neither freeze nor flood it: it stays usable, misses none, and speaks once in ten seconds', async () => {
    const page = await open('/?lang=en');
    await settled(page);
    await page.evaluate(`{
      window.said = [];
      const announcer = document.querySelector('[data-announcer]');
      new MutationObserver(() => window.said.push(announcer.textContent)).observe(announcer, {
        childList: true, characterData: true, subtree: true,
      });
    }`);
    const series = (name: string) => ({
      reporter: name,
      area: 'CN',
      indicator: 'CBEC',
      coverage: 'FULL',
      flow: '_T',
      mode: '_T',
      product: '_T',
      counterpart: '_T',
      currency: 'CNY',
    });
    const began = performance.now();
    for (let batch = 0; batch < 8; batch++) {
      const events = Array.from({ length: 500 }, (_, i) => ({
        specversion: '1.0',
        type: 'silkgauge.figure.reported.v1',
        source: '/e2e/page',
        id: `flood-${String(batch)}-${String(i)}`,
        data: {
          series: series(`FLOOD-${String(i)}`),
          period: String(2010 + batch),
          measure: 'growth',
          value: `${String(i)}.${String(batch)}`,
          unit: 'percent',
          comparison: 'GY',
          wording: 'percent',
          publishedAt: '2026-07-20',
          evidence: { document: 'https://example.org', quote: 'flood' },
        },
      }));
      expect((await push(stack.customs, events)).status).toBe(202);
      // In the middle of it the page does what it is asked.
      await page.getByRole('button', { name: batch % 2 === 0 ? '中文' : 'English' }).click();
      await page.locator(`html[lang^="${batch % 2 === 0 ? 'zh' : 'en'}"]`).waitFor();
    }
    await caughtUp(stack);
    const { items } = await get<{ items: { key: string; sequence: string }[] }>(
      stack,
      '/v1/growth?period=2017&limit=1000',
    );
    const flooded = items.filter(({ key }) => key.startsWith('FLOOD-'));
    expect(flooded).toHaveLength(500);
    const last = flooded.map(({ sequence }) => BigInt(sequence)).reduce((a, b) => (a > b ? a : b));
    await page.locator(`.changes > li:first-child[data-sequence="${String(last)}"]`).waitFor();
    expect(await page.locator('.feed .count').innerText()).toMatch(/^[4-9],\d{3} changes/);
    const said = await page.evaluate<string[]>('window.said');
    expect(said.length).toBeLessThanOrEqual(1 + Math.floor((performance.now() - began) / 10_000));
    expect(said.length).toBeGreaterThan(0);
  }, 90_000);

  it('weighs less than 250 kB of script, compressed', () => {
    const assets = new URL('apps/dashboard/dist/assets/', root);
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js.gz'));
    const bytes = scripts.reduce((sum, name) => sum + statSync(new URL(name, assets)).size, 0);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(250_000);
  });
});

describe('access to the page', () => {
  const STATES = [
    '/?period=2020-S1',
    '/over-time?policies=all',
    '/compare?by=area&period=2020-S1',
    '/contributions',
    '/small-multiples?by=reporter',
    '/index',
    '/contributions?table=1',
    `/?why=${FULL}/2021`,
    '/?publishedBy=2022-03-31',
    '/?reporte=GACC',
    '/?reporter=NOWHERE',
  ];
  /** Both languages and both themes, each in every state. */
  const LOOKS = [
    { language: 'en', theme: 'light' },
    { language: 'zh', theme: 'dark' },
  ] as const;

  it.each(LOOKS)(
    'axe finds nothing in any state: $language, $theme',
    async ({ language, theme }) => {
      const found: string[] = [];
      for (const state of STATES) {
        const page = await open(`${state}${state.includes('?') ? '&' : '?'}lang=${language}`, { theme });
        await settled(page);
        if (state.includes('why=')) await page.locator('table.heat').waitFor();
        found.push(...(await axeFindings(page)).map((line) => `${state} ${line}`));
        found.push(...(opened?.faults ?? []).map((line) => `${state} ${line}`));
        await opened?.context.close();
      }
      expect(found).toEqual([]);
    },
    120_000,
  );

  it.each(LOOKS)(
    'works at 360 px: $language, $theme',
    async ({ language, theme }) => {
      for (const state of STATES) {
        const page = await open(`${state}${state.includes('?') ? '&' : '?'}lang=${language}`, {
          theme,
          width: 360,
          height: 780,
        });
        await settled(page);
        const wide = await page.evaluate(
          'Math.max(document.documentElement.scrollWidth, document.querySelector("dialog").scrollWidth)',
        );
        expect([state, wide, opened?.faults]).toEqual([state, 360, []]);
        await opened?.context.close();
      }
    },
    120_000,
  );
});

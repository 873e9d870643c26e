import { axeFindings } from './axe.ts';
import { FULL } from './figure-event.ts';
import { setStage, settled } from './stage.ts';

const stage = setStage();

describe('access to the page', () => {
  const STATES = [
    '/?period=2020-S1',
    '/over-time?policies=all',
    '/compare?by=area&period=2020-S1',
    '/contributions',
    '/small-multiples?by=reporter',
    '/index',
    '/contributions?table=1',
    '/revisions',
    '/conflicts',
    '/claims',
    '/reliability',
    `/?why=${FULL}/2021`,
  ];
  /** Layouts as wide as others, with other words. */
  const WORDS = ['/?publishedBy=2022-03-31', '/?reporte=GACC', '/?reporter=NOWHERE'];
  /** Both languages and both themes, each in every state. */
  const LOOKS = [
    { language: 'en', theme: 'light' },
    { language: 'zh', theme: 'dark' },
  ] as const;

  it.each(LOOKS)(
    'axe finds no violation in any state: $language, $theme',
    async ({ language, theme }) => {
      const found: string[] = [];
      for (const state of [...STATES, ...WORDS]) {
        const page = await stage.open(`${state}${state.includes('?') ? '&' : '?'}lang=${language}`, {
          theme,
        });
        await settled(page);
        if (state.includes('why=')) await page.locator('table.heat').waitFor();
        found.push(...(await axeFindings(page)).map((line) => `${state} ${line}`));
        found.push(...(await stage.close()).map((line) => `${state} ${line}`));
      }
      expect(found).toEqual([]);
    },
    300_000,
  );

  it.each(LOOKS)(
    'works at 360 px: $language, $theme',
    async ({ language, theme }) => {
      for (const state of STATES) {
        const page = await stage.open(`${state}${state.includes('?') ? '&' : '?'}lang=${language}`, {
          theme,
          width: 360,
          height: 780,
        });
        await settled(page);
        const wide = await page.evaluate(
          'Math.max(document.documentElement.scrollWidth, document.querySelector("dialog")?.scrollWidth ?? 0)',
        );
        expect([state, wide, await stage.close()]).toEqual([state, 360, []]);
      }
    },
    300_000,
  );

  it('marks a change without motion for readers who prefer reduced motion', async () => {
    const page = await stage.open('/?lang=en');
    // Waits for the stylesheet of the charts too, which defines a flash of its own.
    await settled(page);
    const looks = () =>
      page.evaluate(`(() => {
        const card = document.querySelector('.card');
        card.classList.add('flash');
        const { animationName, outlineStyle } = getComputedStyle(card);
        return [animationName, outlineStyle];
      })()`);
    expect(await looks()).toEqual(['none', 'solid']);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await looks()).toEqual(['flash', 'none']);
  });

  it('a phone gets the answer first and lower content on scrolling', async () => {
    const page = await stage.open('/?lang=en', { width: 360, height: 780 });
    const before = await page.evaluate(`new Promise((done) => {
      const look = () => {
        if (document.querySelector('.card .value')) {
          done(['.chart-frame', '.figures', '.finder'].filter((part) => document.querySelector(part)));
        } else requestAnimationFrame(look);
      };
      look();
    })`);
    expect(before).toEqual([]);
    await page.locator('.out-of-sight').first().scrollIntoViewIfNeeded();
    await page.locator('.chart-frame svg[data-chart]').first().waitFor();
  });

  it.each(['compare', 'over-time', 'contributions', 'small-multiples', 'index'])(
    'every point of %s can be reached, opened and left by keyboard',
    async (view) => {
      const page = await stage.open(`/${view}?by=reporter&period=2020-S1&frequency=A&coverage=FULL&lang=en`);
      await settled(page);
      const charts = page.locator('.chart-frame svg[data-chart]');
      await charts.first().waitFor();
      const chart = charts.first();
      const marks = await chart
        .locator('[data-target]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-target') ?? ''));
      expect(marks.length).toBeGreaterThan(0);
      const active = () => page.evaluate<string>('document.activeElement.getAttribute("data-target")');
      // The arrow keys lead from the one mark in the tab order to all others.
      await chart.locator('[data-target][tabindex="0"]').focus();
      const reached = new Set([await active()]);
      for (const mark of reached) {
        for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
          await chart.locator(`[data-target="${mark}"]`).focus();
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
});

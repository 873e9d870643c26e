import type { Locator } from 'playwright-core';
import { eventually } from '../../services/index.ts';
import { dealtWith, push } from '../stack.ts';
import { axeFindings } from './axe.ts';
import { FULL } from './figure-event.ts';
import { live, says, setStage, settled } from './stage.ts';

const stage = setStage();

/** A promised publication of a publisher. */
const promised = (publisher: string) => ({
  ...{ specversion: '1.0', source: '/cite', id: `promised-${publisher}` },
  type: 'silkgauge.release.scheduled.v1',
  data: {
    ...{ release: `${publisher}-2031`, publisher, title: `Trade of ${publisher}`, zone: 'Asia/Shanghai' },
    at: '2031-07-14T10:00:00+08:00',
    expects: [{ series: { indicator: ['CBEC'] }, period: '2031-S1' }],
  },
});

describe('citing and following a figure', () => {
  it('the drawer cites it as text, as BibTeX and by a link that keeps saying the same', async () => {
    const page = await stage.open(`/?why=${FULL}/2021&lang=en`);
    const cite = page.getByRole('dialog').locator('details.cite');
    await cite.locator('summary').click();
    const forms = cite.locator('pre');
    const [text, bibtex, link] = await Promise.all([0, 1, 2].map((at) => forms.nth(at).innerText()));
    expect(text).toMatch(
      /^Cross-border e-commerce.*, 2021: level 1\.92 trn CNY; year-on-year growth \+18\.6%/,
    );
    expect(text).toMatch(
      /as printed by \S+ \(news agency\), 24 July 2022: https:\/\/\S+\. Another print or what is worked out contradicts it\. Silkgauge, version \d+, place \d+ of the log\. http/,
    );
    expect(bibtex).toMatch(
      /^@misc\{silkgauge-GACC-CN-CBEC-FULL-CNY-2021-v\d+,\n {2}author = \{\{iChongqing\}\}/,
    );
    expect(bibtex).toContain(`url = {${link ?? ''}}`);
    expect(text?.endsWith(link ?? '-')).toBe(true);
    await page.goto(link ?? '');
    const drawer = page.getByRole('dialog', { name: 'Why this number' });
    await drawer.locator('blockquote').first().waitFor();
    await says(drawer, '+18.6%');
    expect(new URL(page.url()).searchParams.get('asOf')).toMatch(/^\d+$/);
  });

  it('a form is copied, which the page says', async () => {
    const page = await stage.open(`/?why=${FULL}/2021&lang=zh`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const cite = page.getByRole('dialog').locator('details.cite');
    await cite.locator('summary').click();
    await cite.getByRole('button', { name: '复制：BibTeX' }).click();
    await cite.getByRole('status').filter({ hasText: '已复制：BibTeX。' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      await cite.locator('pre').nth(1).innerText(),
    );
  });

  it('a series is followed from card and drawer: by feed, by the calendar of its reporter, and by webhook', async () => {
    const { body } = await push(stage.stack.policy, [promised('GACC'), promised('USCENSUS')]);
    await dealtWith(stage.stack, body.receipts);
    const page = await stage.open(`/?reporter=GACC&coverage=FULL&flow=_T&period=2021&lang=en`);
    await live(page);
    const card = page.locator(`.card[data-state="${FULL}/2021"]`);
    await card.locator('summary', { hasText: 'Follow: Total' }).click();
    const linkIn = (place: Locator, name: string) => place.getByRole('link', { name }).getAttribute('href');
    const fetched = async (href: string | null) => {
      const answer = await page.request.get(new URL(href ?? '', page.url()).href);
      return `${answer.headers()['content-type'] ?? ''}\n${await answer.text()}`;
    };
    const feed = await linkIn(card, 'Revisions of this series as a feed');
    expect(await fetched(feed)).toMatch(
      new RegExp(`application/atom\\+xml.*urn:silkgauge:change:.*${FULL}/2021: level`, 's'),
    );
    const calendar = await linkIn(card, 'Calendar of releases of this reporter');
    await eventually(async () => (await fetched(calendar)).includes('Trade of GACC'));
    expect(await fetched(calendar)).toContain('text/calendar');
    expect(await fetched(calendar)).not.toContain('Trade of USCENSUS');
    expect(await card.getByRole('button', { name: 'Subscribe …' }).count()).toBe(1);
    await card.getByRole('button', { name: /^Why this number/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Why this number' });
    expect(await linkIn(drawer, 'Revisions of this series as a feed')).toBe(feed);
    expect(await linkIn(drawer, 'Calendar of releases of this reporter')).toBe(calendar);
    expect(await drawer.getByRole('button', { name: 'Subscribe …' }).count()).toBe(1);
  });

  it.each([
    { language: 'en', theme: 'light', width: 360 },
    { language: 'zh', theme: 'dark', width: 1440 },
  ] as const)(
    'cards with all ways to follow them have no violation of axe, and no sideways scroll: $language, $width px',
    async ({ language, theme, width }) => {
      const page = await stage.open(`/?period=2020-S1&lang=${language}`, { theme, width });
      await settled(page);
      for (const follow of await page.locator('.card .follow').all()) {
        await follow.locator('summary').click();
        await follow.getByRole('button').click();
      }
      expect(await page.locator('.card .follow .subscribe input').count()).toBe(3);
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    },
  );

  it.each([
    ['en', ['Bulletins', 'Alerts', 'Releases']],
    ['zh', ['简报', '预警', '发布日程']],
  ] as const)('bulletins, alerts and releases are reached from the page: %s', async (language, names) => {
    const page = await stage.open(`/?lang=${language}`);
    for (const name of names) {
      await page.getByRole('banner').getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.goBack();
    }
  });

  it.each([
    { language: 'en', theme: 'light', width: 360 },
    { language: 'zh', theme: 'dark', width: 1440 },
  ] as const)(
    'has no violation of axe, and no sideways scroll: $language, $theme, $width px',
    async ({ language, theme, width }) => {
      const page = await stage.open(`/?why=${FULL}/2021&lang=${language}`, { theme, width });
      const drawer = page.getByRole('dialog');
      await drawer.locator('blockquote').first().waitFor();
      await drawer.locator('details.cite summary').click();
      await drawer.locator('.step-line').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await drawer.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    },
  );
});

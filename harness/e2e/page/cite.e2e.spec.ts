import { axeFindings } from './axe.ts';
import { FULL } from './figure-event.ts';
import { live, says, setStage } from './stage.ts';

const stage = setStage();

describe('citing and following a figure', () => {
  it('the drawer cites it as text, as BibTeX and by a link that keeps saying the same', async () => {
    const page = await stage.open(`/?why=${FULL}/2021&lang=en`);
    const cite = page.getByRole('dialog').locator('details.cite');
    await cite.locator('summary').click();
    const forms = cite.locator('pre');
    const [text, bibtex, link] = await Promise.all([0, 1, 2].map((at) => forms.nth(at).innerText()));
    expect(text).toMatch(
      /^General Administration of Customs of China: .*, 2021: level 1\.92 trn CNY; year-on-year growth \+18\.6%/,
    );
    expect(text).toMatch(
      /Published 24 July 2022: https:\/\/\S+\. Silkgauge, version \d+, place \d+ of the log\. http/,
    );
    expect(bibtex).toMatch(/^@misc\{silkgauge-GACC-CN-CBEC-FULL-CNY-2021-v\d+,\n {2}author = \{\{General/);
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

  it('card and drawer lead to the feed of revisions of the series', async () => {
    const page = await stage.open(`/?reporter=GACC&coverage=FULL&flow=_T&period=2021&lang=en`);
    await live(page);
    const card = page.locator(`.card[data-state="${FULL}/2021"]`);
    const href = await card.getByRole('link', { name: 'Follow: Total' }).getAttribute('href');
    const feed = await page.request.get(new URL(href ?? '', page.url()).href);
    expect(feed.headers()['content-type']).toContain('application/atom+xml');
    expect(await feed.text()).toMatch(new RegExp(`urn:silkgauge:change:.*${FULL}/2021: level`, 's'));
    await card.getByRole('button', { name: /^Why this number/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Why this number' });
    expect(
      await drawer.getByRole('link', { name: 'Revisions of this series as a feed' }).getAttribute('href'),
    ).toBe(href);
    expect(await drawer.getByRole('button', { name: 'Subscribe …' }).count()).toBe(1);
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

import { get, type Stack } from '../stack.ts';
import { says, setStage, settled, textOf } from './stage.ts';

const stage = setStage();

interface Records {
  readonly items: readonly { reporter: string; indicator: string; measure: string; revised: number }[];
  readonly next: string | null;
}

/** All pages: one ends early where its time is used up. */
async function recordsOf(stack: Stack): Promise<Records['items']> {
  const items: Records['items'][number][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const call = '/v1/revisions?by=indicator&limit=1000' + (cursor === '' ? '' : `&cursor=${cursor}`);
    const page: Records = await get<Records>(stack, call);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

describe('the reliability of reporters', () => {
  it('has a row for each measure of a reporter and indicator, most revised first, in both languages', async () => {
    const items = await recordsOf(stage.stack);
    const page = await stage.open('/reliability?lang=en');
    const rows = page.locator('.views tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(items.length);
    const most = Math.max(...items.map(({ revised }) => revised));
    expect(most).toBeGreaterThan(0);
    expect(await textOf(rows.first())).toMatch(new RegExp(`${String(most)} of \\d+`));
    const china = rows
      .filter({ hasText: 'General Administration of Customs of China' })
      .filter({ hasText: 'Cross-border e-commerce trade, value · year-on-year growth' });
    const text = await textOf(china.first());
    for (const words of [/^[^0-9]+\d/, / points/, / on average, \d+ at most/]) expect(text).toMatch(words);
    await says(page.locator('.views details'), 'A revision is no fault');
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('html[lang="zh-CN"]').waitFor();
    await says(page.locator('.views details'), '修订并非过错');
  });

  it('says at an instant that its table is of the present, in both languages', async () => {
    const page = await stage.open('/reliability?asOf=2999-01-01&lang=en');
    const now = page.locator('.views .counts', { hasText: 'Revisions are counted by what is known now' });
    await now.waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('.views .counts', { hasText: '修订按现在已知的数据统计' }).waitFor();
  });

  it('leads by keyboard from a reporter to its figures', async () => {
    const page = await stage.open('/reliability?reporter=GACC&lang=en');
    await settled(page);
    const link = page.locator('.views tbody tr').first().getByRole('link');
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/\?reporter=GACC&indicator=/);
    await page.locator('.chart-frame svg[data-chart]').first().waitFor();
  });
});

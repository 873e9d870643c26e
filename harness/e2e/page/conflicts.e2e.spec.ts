import { push } from '../stack.ts';
import { figureEvent, FULL } from './figure-event.ts';
import { live, says, setStage, settled, textOf } from './stage.ts';

const stage = setStage();

describe('the list of conflicts', () => {
  it('tells the numbers that do not meet, the gap, who says it and what would settle it, in both languages', async () => {
    const page = await stage.open('/conflicts?reporter=GACC&coverage=FULL&lang=en');
    const china = page.locator(`.open-figures > li[data-state="${FULL}/2021"]`).first();
    await china.waitFor();
    const text = await textOf(china);
    for (const words of [
      'year-on-year growth · conflict',
      'Printed ▲ +18.6%',
      'Does not meet, computed ▲ +13.6% 12.97 to 14.25%',
      'Gap 5.0 points higher than computed',
      'General Administration of Customs of China',
      'What would settle it The final level of 2020 by General Administration of Customs of China',
    ])
      expect(text).toContain(words);
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('html[lang="zh-CN"]').waitFor();
    await says(china, '2020年金额终值：目前已知的是初值');
  });

  it('has conflicts first, the widest gap before narrower ones, then open readings, each under the filter of the page', async () => {
    const page = await stage.open('/conflicts?lang=en');
    const lines = page.locator('.open-figures > li');
    await lines.first().waitFor();
    for (const more = page.locator('.views').getByRole('button', { name: 'Show more' }); await more.count();)
      await more.click();
    const kinds = await lines.evaluateAll((all) => all.map((one) => one.getAttribute('data-open') ?? ''));
    const order = ['gap', 'prints', 'readings'];
    expect(kinds).toEqual([...kinds].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(kinds)).toContain('readings');
    const ningbo = lines.filter({ hasText: 'Ningbo' }).filter({ hasText: 'reading open' }).first();
    await says(ningbo, '+450% if “up by” 445 to 455% or ▲ +350% if “to”');
    await page.goto(`${stage.stack.api.url}/conflicts?reporter=NOBODY&lang=en`);
    await page.locator('.views .nothing', { hasText: 'Nothing under this filter conflicts' }).waitFor();
  });

  it('is gone through by keyboard: Enter on a figure explains it, Escape returns to it', async () => {
    const page = await stage.open('/conflicts?reporter=GACC&lang=en');
    await settled(page);
    const figure = page.locator('.open-figures h4 button').first();
    await figure.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(page.url()).toContain('/conflicts?');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.activeElement.closest(".open-figures h4") !== null')).toBe(true);
  });

  it('takes up a conflict that arrives', async () => {
    const page = await stage.open('/conflicts?reporter=LATE&lang=en');
    await page.locator('.views .nothing', { hasText: 'Nothing under this filter conflicts' }).waitFor();
    await live(page);
    const level = (period: string, value: string) => ({
      ...{ period, value, measure: 'level', unit: 'CNY', comparison: undefined, wording: undefined },
    });
    const { status } = await push(stage.stack.customs, [
      figureEvent('late-2019', level('2019', '100'), 'LATE'),
      figureEvent('late-2020', level('2020', '110'), 'LATE'),
      figureEvent('late-rate', { period: '2020', value: '50' }, 'LATE'),
    ]);
    expect(status).toBe(202);
    const line = page.locator('.open-figures > li', { hasText: '+50%' });
    await line.waitFor();
    await says(line, 'The level of 2019 that LATE compared with.');
  });
});

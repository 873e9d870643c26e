import { FULL } from './figure-event.ts';
import { says, setStage, settled, textOf } from './stage.ts';

const stage = setStage();

describe('the revision triangle', () => {
  it('has every print of a period, with the difference to the print before, in both languages', async () => {
    const page = await stage.open('/revisions?reporter=GACC&coverage=FULL&frequency=A&lang=en');
    const row = page.locator(`.triangle tr[data-state="${FULL}/2021"]`);
    await row.waitFor();
    const text = await textOf(row);
    for (const words of ['2021 +15%', '+18.6% ▲ +3.6 points', '2022']) expect(text).toContain(words);
    await says(page.locator('.triangle thead'), 'earliest print held');
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('html[lang="zh-CN"]').waitFor();
    await says(row, '▲ +3.6个百分点');
  });

  it('is of the prints that had been published by a day', async () => {
    const page = await stage.open(
      '/revisions?reporter=GACC&coverage=FULL&frequency=A&publishedBy=2022-03-31&lang=en',
    );
    const row = page.locator(`.triangle tr[data-state="${FULL}/2021"]`);
    await row.waitFor();
    expect(await textOf(row)).not.toContain('+18.6%');
  });

  it('its file is named for the headline on the screen, as those of charts are', async () => {
    const page = await stage.open('/revisions?reporter=GACC&coverage=FULL&period=2021&frequency=A&lang=en');
    await page.locator(`.triangle tr[data-state="${FULL}/2021"]`).waitFor();
    await page.locator('.answer h2', { hasText: ' rose ' }).waitFor();
    const headline = (await page.locator('.answer h2').innerText()).toLowerCase();
    const words = headline.match(/[\p{L}\p{N}]+(?:\.\p{N}+)?/gu) ?? [];
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.views').getByRole('button', { name: 'CSV' }).click(),
    ]);
    const [said = ''] = /(?<=^silkgauge-revisions-).*(?=\.csv$)/.exec(download.suggestedFilename()) ?? [];
    // A name that is too long for a file system ends with a whole word.
    expect(said).toMatch(/-rose-18\.6-percent-/);
    expect(words.join('-').startsWith(said)).toBe(true);
  });

  it('explains a period by keyboard, and scrolls inside its card on a phone', async () => {
    const page = await stage.open('/revisions?reporter=GACC&coverage=FULL&frequency=A&lang=en', {
      width: 360,
      height: 780,
    });
    await settled(page);
    const room = page.locator('.chart-table-room');
    const card = page.locator('.views .chart-frame');
    const widthOf = async (place: typeof room) => (await place.boundingBox())?.width ?? 0;
    expect(await widthOf(room)).toBeLessThanOrEqual(await widthOf(card));
    await page.locator(`.triangle tr[data-state="${FULL}/2021"] button`).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
  });
});

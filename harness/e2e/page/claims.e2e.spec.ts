import { push } from '../stack.ts';
import { figureEvent } from './figure-event.ts';
import { live, says, setStage, settled, textOf } from './stage.ts';

const stage = setStage();

/** A claim on the series of `figureEvent`. */
function claimEvent(id: string, data: Readonly<Record<string, unknown>>, reporter: string) {
  const event = figureEvent(id, {}, reporter);
  const { series, publishedAt } = event.data;
  return {
    ...{ ...event, type: 'silkgauge.claim.reported.v1' },
    data: {
      ...{ series, publishedAt },
      evidence: { document: 'https://example.org/said', quote: `a claim named ${id}` },
      ...data,
    },
  };
}

describe('claims and statements', () => {
  it('tells who claimed what, with the quote, and that no figure decides it, in both languages', async () => {
    const page = await stage.open('/claims?lang=en');
    const claim = page.locator('.said li[data-claim="cbec-against-the-trend"]');
    await claim.waitFor();
    const text = await textOf(claim);
    for (const words of [
      'China, first half of 2020: grows, by 10% or more and less than 100%',
      'with growth above that of Goods trade, value',
      'left open by the figures',
      'showing double-digit growth',
      'Said by General Administration of Customs of China, as printed by Xinhua (news agency), 16 July 2020',
      '+26.2% (26.15 to 26.25%), reported',
      'no growth of one number is known',
    ])
      expect(text).toContain(words);
    // No figure has this code, so its name is of the register.
    await page.locator('.said li b', { hasText: 'Export · Home appliances, period not stated' }).waitFor();
    await says(page.locator('.said').nth(1), 'Bai Ming, Deputy director');
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('html[lang="zh-CN"]').waitFor();
    await says(claim, '数据尚无定论');
    await says(claim, '说法来自 海关总署，新华社（通讯社）2020年7月16日刊载');
  });

  it('a claim that arrives is judged by the known figure, which explains itself by keyboard', async () => {
    const page = await stage.open('/claims?reporter=SAYS&lang=en');
    await page.locator('.said .nothing').first().waitFor();
    await live(page);
    const { status } = await push(stage.stack.customs, [
      figureEvent('says-2020', { period: '2020', value: '-3' }, 'SAYS'),
      claimEvent('says-rise', { period: '2020', direction: 'up' }, 'SAYS'),
    ]);
    expect(status).toBe(202);
    const claim = page.locator('.said li[data-standing="contradicted"]');
    await claim.waitFor();
    await says(claim, 'contradicted by the figures');
    await claim.getByRole('button', { name: '−3%' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog blockquote', { hasText: 'a figure named says-2020' }).waitFor();
  });

  it('a statement leads to the figures that it is about', async () => {
    const page = await stage.open('/claims?lang=en');
    await settled(page);
    const link = page
      .locator('.said')
      .nth(1)
      .getByRole('link', { name: /^the figures of / });
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/\?reporter=GACC&area=CN&indicator=CBEC&coverage=PLATFORM/);
    await page.locator('.chart-frame svg[data-chart]').first().waitFor();
  });
});

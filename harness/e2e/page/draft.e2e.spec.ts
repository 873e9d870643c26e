import { axeFindings } from './axe.ts';
import { says, setStage, settled, textOf } from './stage.ts';

const stage = setStage();

const ENGLISH =
  'Zhengzhou Airport Economy Zone had 4.72 billion yuan of CBEC in the first half of 2020, up 99.9 percent year on year because of policy.';
const CHINESE = '2020年上半年，郑州航空港经济综合实验区跨境电商为47.2亿元，受益于政策，同比增长99.9%。';

describe('the box for a draft', () => {
  it('marks the numbers of a text in place, tells what is known, and leads to the figure, by keyboard', async () => {
    const page = await stage.open('/draft?lang=en');
    await page.getByLabel('Text in English or Chinese').fill(ENGLISH);
    await page.getByRole('button', { name: 'Check', exact: true }).focus();
    await page.keyboard.press('Enter');
    const marks = page.locator('.draft-words a');
    await marks.first().waitFor();
    expect(await marks.evaluateAll((all) => all.map((one) => one.getAttribute('data-verdict')))).toEqual([
      'agrees',
      'conflicts',
      'cause-claimed',
    ]);
    await says(page.locator('.draft-words'), '99.9 percent');
    const found = page.locator('.draft-findings li');
    await says(found.nth(1), 'conflicts');
    await says(found.nth(0), 'Known: 4.72 bn CNY');
    await says(found.nth(1), 'Known: +119.43%');
    await says(found.nth(1), 'surging 119.43 percent year on year');
    await says(
      found.nth(1),
      'Does not agree with what is printed: 119.43 percent (Zhengzhou Airport Economy Zone',
    );
    await says(found.nth(1), '16 July 2020');
    await marks.nth(1).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#finding-1$/);
    await found.nth(1).getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog blockquote', { hasText: '119.43 percent' }).first().waitFor();
  });

  it('tells that a day of publication and a selection do not count here', async () => {
    const words = async (address: string) => {
      const page = await stage.open(address);
      await page.locator('#draft-text').waitFor();
      return textOf(page.locator('.draft-form'));
    };
    const both = await words('/draft?reporter=GACC&publishedBy=2020-12-31&lang=en');
    expect(both).toContain('held against what is known now');
    expect(both).toContain('held against all figures');
    expect(await words('/draft?lang=en')).not.toContain('held against');
  });

  it('tells why a text is not taken', async () => {
    const page = await stage.open('/draft?lang=en');
    await page.getByLabel('Text in English or Chinese').fill(' ');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.locator('.trouble', { hasText: 'text is missing' }).waitFor();
    expect((await stage.close()).filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it.each([
    { language: 'en', theme: 'light', text: ENGLISH, check: 'Check' },
    { language: 'zh', theme: 'dark', text: CHINESE, check: '核对' },
  ] as const)(
    'has no violation of axe, and no sideways scroll at 360 px: $language, $theme',
    async ({ language, theme, text, check }) => {
      const page = await stage.open(`/draft?lang=${language}`, { theme });
      await page.locator('#draft-text').fill(text);
      await page.getByRole('button', { name: check, exact: true }).click();
      const marks = page.locator('.draft-words a');
      await marks.first().waitFor();
      const verdicts = await marks.evaluateAll((all) => all.map((one) => one.getAttribute('data-verdict')));
      expect([...verdicts].sort()).toEqual(['agrees', 'cause-claimed', 'conflicts']);
      await says(
        page.locator('.draft-sentence').last(),
        { en: 'Does not agree', zh: '与已公布数据不一致：119.43%' }[language],
      );
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 780 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    },
  );
});

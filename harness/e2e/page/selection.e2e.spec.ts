import { eventually } from '../../services/index.ts';
import { FULL } from './figure-event.ts';
import { says, setStage, settled } from './stage.ts';

const stage = setStage();

/** Saves a selection as a reader does, and returns its id. */
async function saved(...sets: readonly object[]): Promise<string> {
  const response = await fetch(`${stage.stack.api.url}/v1/selections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sets }),
  });
  return ((await response.json()) as { id: string }).id;
}

describe('a saved selection in the address', () => {
  it('opens the page on its series, and stays in links, table, files and other views', async () => {
    const id = await saved({ reporter: ['ZAEZ'] }, { reporter: ['GACC'], coverage: ['FULL'] });
    const page = await stage.open(`/?selection=${id}&lang=en`);
    await settled(page);
    await page.locator(`.card[data-state^="${FULL}/"]`).first().waitFor();
    const { states } = (await (
      await fetch(`${stage.stack.api.url}/v1/availability?reporter=ZAEZ`)
    ).json()) as { states: number };
    const reporters = page.locator('.facet', { hasText: 'Reporter' });
    await reporters.locator('summary').click();
    // The counts come behind the list.
    await eventually(async () => {
      await says(reporters, `Zhengzhou Airport Economy Zone ${String(states)}`);
      return true;
    });
    const keys = await page
      .locator('tr[data-state]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state') ?? ''));
    expect(keys.every((key) => key.startsWith('ZAEZ.') || key.startsWith('GACC.CN.CBEC.FULL.'))).toBe(true);
    for (const link of ['CSV', 'Compare', 'Conflicts'])
      expect(await page.getByRole('link', { name: link, exact: true }).getAttribute('href')).toContain(
        `selection=${id}`,
      );
    await page.getByRole('link', { name: 'Conflicts', exact: true }).click();
    await page.locator('.open-figures > li').first().waitFor();
    await page.getByRole('button', { name: 'Remove Saved selection' }).click();
    await page.waitForURL(({ search }) => !search.includes('selection='));
  });

  it('is saved by a button from what the page shows, narrowed again, and opens on the same figures', async () => {
    const page = await stage.open('/?reporter=GACC&coverage=FULL&period=2021&lang=en');
    const save = page.getByRole('button', { name: 'Save as a selection' });
    await save.click();
    await page.waitForURL(({ searchParams }) => searchParams.has('selection'));
    await page.locator('.clock .told', { hasText: 'Selection saved' }).waitFor();
    const { searchParams } = new URL(page.url());
    expect([...searchParams.keys()].sort()).toEqual(['lang', 'period', 'selection']);
    const selection = async () => {
      const id = new URL(page.url()).searchParams.get('selection') ?? '';
      return (await fetch(`${stage.stack.api.url}/v1/selections/${id}`)).json() as Promise<{
        sets: object[];
      }>;
    };
    expect((await selection()).sets).toEqual([{ reporter: ['GACC'], coverage: ['FULL'] }]);
    await page.locator(`.card[data-state="${FULL}/2021"]`).waitFor();
    expect(await save.count()).toBe(0);
    await page.goto(`${page.url()}&flow=X`);
    await save.click();
    await page.waitForURL(({ search }) => !search.includes('flow='));
    expect((await selection()).sets).toEqual([{ reporter: ['GACC'], coverage: ['FULL'], flow: ['X'] }]);
  });

  it('that cannot be saved is told in words, in both languages, and the filters stay', async () => {
    const codes = Array.from(
      { length: 40 },
      (_, at) => `${'LONG-CODE-OF-A-PRODUCT-'.repeat(2)}${String(at)}`,
    );
    const address = `/?product=_T,${codes.join(',')}`;
    const page = await stage.open(`${address}&lang=en`);
    await page.getByRole('button', { name: 'Save as a selection' }).click();
    const told = page.locator('.clock .told');
    await told.filter({ hasText: 'not saved: it names too many codes' }).waitFor();
    expect(page.url()).toContain('LONG-CODE');
    await page.goto(new URL(`${address}&lang=zh`, page.url()).href);
    await page.route('**/v1/selections', (route) => route.abort());
    await page.getByRole('button', { name: '存为选集' }).click();
    await told.filter({ hasText: '选集未保存：服务器没有响应，请重试。' }).waitFor();
    for (const fault of await stage.close()) expect(fault).toMatch(/^400 .*selections/);
  });

  it('that is none is told by the rule and the fix', async () => {
    const page = await stage.open('/?selection=abc&lang=en');
    await says(page.getByRole('alert'), 'selection=abc');
  });
});

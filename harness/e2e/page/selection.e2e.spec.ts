import { FULL } from './figure-event.ts';
import { setStage, settled, textOf } from './stage.ts';

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
    expect(await textOf(reporters)).toContain(`Zhengzhou Airport Economy Zone ${String(states)}`);
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

  it('that is none is told by the rule and the fix', async () => {
    const page = await stage.open('/?selection=abc&lang=en');
    expect(await page.getByRole('alert').innerText()).toContain('selection=abc');
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { runScript } from '../../fixtures/run-command.ts';
import { axeFindings } from './axe.ts';
import { setStage, settled } from './stage.ts';

const QUERY = 'reporter=GACC&period=2020-S1';
const stage = setStage();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-e2e-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const panelOf = async (address: string, options: Parameters<typeof stage.open>[1] = {}) => {
  const page = await stage.open(address, options);
  await settled(page);
  const panel = page.locator('section.data');
  await panel.waitFor();
  return { page, panel };
};

/** Lines for a program, as the page shows them. */
async function linesFor(reader: string): Promise<string> {
  const { panel } = await panelOf(`/?${QUERY}&lang=en`);
  await panel.getByRole('button', { name: reader, exact: true }).click();
  const lines = await panel.getByRole('region', { name: `Lines for ${reader}` }).innerText();
  await stage.close();
  return lines;
}

const table = async () => (await fetch(`${stage.stack.api.url}/v1/growth.csv?${QUERY}`)).text();

describe('the panel "Data" of the page', () => {
  it('leads to the figures on the page, by SDMX and as files', async () => {
    const { panel } = await panelOf(`/?${QUERY}&publishedBy=2020-12-31&lang=en`);
    const links = await panel
      .getByRole('link')
      .evaluateAll((found: { href: string; textContent: string }[]) =>
        found.map(({ href, textContent }) => [textContent, href]),
      );
    const { url } = stage.stack.api;
    const asked = `${QUERY}&publishedBy=2020-12-31`;
    expect(links).toEqual([
      [
        'SDMX query',
        `${url}/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/GACC?c%5BTIME_PERIOD%5D=eq:2020-S1&publishedBy=2020-12-31`,
      ],
      ['CSV', `${url}/v1/growth.csv?${asked}`],
      ['metadata.json', `${url}/v1/growth.metadata.json?${asked}`],
      ['Parquet', `${url}/v1/growth.parquet?${asked}`],
      ['JSON', `${url}/v1/growth?${asked}`],
    ]);
    for (const [name, address] of links.slice(1))
      expect([name, (await fetch(address ?? '')).status]).toEqual([name, 200]);
  });

  it('has lines of curl that save the table', async () => {
    const lines = await linesFor('curl');
    await promisify(execFile)('bash', ['-ec', lines], { cwd: folder });
    expect(readFileSync(join(folder, 'growth.csv'), 'utf8')).toBe(await table());
  });

  it('has lines of DuckDB that read the file', async () => {
    const lines = await linesFor('DuckDB');
    const [, fetched = '', sql = ''] = /^(curl .*)\nduckdb -c "(.*)"\n*$/.exec(lines) ?? [];
    await promisify(execFile)('bash', ['-ec', fetched], { cwd: folder });
    const { code, out, err } = await runScript(
      'harness/e2e/duckdb.mjs',
      [sql.replace("'growth.parquet'", `'${join(folder, 'growth.parquet')}'`)],
      {},
    );
    expect([code, err]).toEqual([0, '']);
    const read = JSON.parse(out) as { key: string; side: string; value: string | null }[];
    const rows: { key: string; side: string; value: string }[] = parse(await table(), { columns: true });
    expect(read.map(({ key, side, value }) => [key, side, value === null ? '' : Number(value)])).toEqual(
      rows.map(({ key, side, value }) => [key, side, value === '' ? '' : Number(value)]),
    );
  });

  it('copies lines, or says that they have to be selected', async () => {
    const { panel } = await panelOf(`/?${QUERY}&lang=en`);
    await panel.getByRole('button', { name: 'Copy' }).click();
    await panel.locator('[role="status"]', { hasText: /Copied|select the lines/ }).waitFor();
    await panel.getByRole('button', { name: 'R', exact: true }).click();
    expect(await panel.locator('[role="status"]').innerText()).toBe('');
  });

  it.each([
    ['en', 'Data', 1440],
    ['en', 'Data', 360],
    ['zh', '数据获取', 360],
  ])('is in the language %s, and without findings of axe: %s at %d px', async (language, title, width) => {
    const { page, panel } = await panelOf(`/?${QUERY}&lang=${language}`, { width });
    await panel.getByRole('heading', { name: title }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('has no SDMX query of a saved selection', async () => {
    const made = await fetch(`${stage.stack.api.url}/v1/selections`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sets: [{ reporter: ['GACC'] }] }),
    });
    const { id } = (await made.json()) as { id: string };
    const { panel } = await panelOf(`/?selection=${id}&lang=en`);
    await panel.getByText('A saved selection has no SDMX query.').waitFor();
    expect(await panel.getByRole('link', { name: 'Parquet' }).getAttribute('href')).toContain(
      `selection=${id}`,
    );
  });
});

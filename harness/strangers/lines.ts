import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { settled } from '../e2e/page/stage.ts';
import { openPage, startBrowser } from '../services/browser.ts';
import { checkout } from '../services/places.ts';
import type { Reading } from './reading.ts';

/** Where the README says that the API is. */
const IN_README = 'http://127.0.0.1:4100';
/** The figures that the lines read: few, so that a program prints all of them. */
const SHOWN = 'reporter=GACC&period=2020-S1';

/** What runs the lines of the page, by their reader. */
const RUN_BY: Readonly<Record<string, readonly string[]>> = {
  curl: ['bash', '-e'],
  Python: ['python'],
  R: ['Rscript'],
  DuckDB: ['bash', '-e'],
};
const INSTALL: Readonly<Record<string, string>> = { Rscript: 'apt-get install r-base-core r-cran-rsdmx' };

/** Runs the lines that the page and the README show, as a person pastes them. */
export async function runLines(programs: string, api: string): Promise<Reading[]> {
  const expected = rowsIn(await (await fetch(`${api}/v1/growth.csv?${SHOWN}`)).text());
  const pasted = [...(await linesOfPage(api)), ...(await linesOfReadme(api))];
  const readings: Reading[] = [];
  for (const { client, door, run, lines } of pasted) {
    const differences = await wrongIn(lines, run, programs, expected);
    readings.push({ client, door, compared: expected.length, differences });
  }
  return readings;
}

interface Pasted extends Pick<Reading, 'client' | 'door'> {
  readonly run: readonly string[];
  readonly lines: string;
}

/** The lines that the panel of the page shows for each reader. */
async function linesOfPage(api: string): Promise<Pasted[]> {
  const browser = await startBrowser();
  try {
    const { page } = await openPage(browser, `${api}/?${SHOWN}&lang=en`);
    await settled(page);
    const found: Pasted[] = [];
    for (const [reader, run] of Object.entries(RUN_BY)) {
      await page.locator('.data').getByRole('button', { name: reader, exact: true }).click();
      const lines = await page.getByRole('region', { name: `Lines for ${reader}` }).innerText();
      found.push({ client: `${reader} of the page`, door: doorIn(lines), run, lines });
    }
    return found;
  } finally {
    await browser.close();
  }
}

/** The lines of the README that read a file of the API. */
async function linesOfReadme(api: string): Promise<Pasted[]> {
  const readme = await readFile(join(checkout, 'README.md'), 'utf8');
  const lines = readme
    .split('\n')
    .filter((line) => /^(?:python3|Rscript|curl) .*growth\.(?:csv|parquet)/.test(line));
  if (lines.length !== 3)
    throw new Error(`the README has ${String(lines.length)} lines that read a file, not 3`);
  return lines.map((line) => ({
    ...{ client: `${line.split(' ', 1)[0] ?? ''} of README`, door: doorIn(line), run: ['bash', '-e'] },
    lines: line.replace(IN_README, api),
  }));
}

const doorIn = (lines: string): string => /growth\.(?:csv|parquet)/.exec(lines)?.[0] ?? '';

/** What the lines did not print or save of the rows. */
async function wrongIn(
  lines: string,
  [program = '', ...options]: readonly string[],
  programs: string,
  expected: readonly Row[],
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'strangers-'));
  try {
    const file = join(folder, 'lines');
    await writeFile(file, lines);
    const env = { ...process.env, PATH: [programs, process.env['PATH']].join(delimiter) };
    const { error, out } = await run(program, [...options, file], { cwd: folder, env });
    if (error !== null) return [error];
    const saved = await readFile(join(folder, 'growth.csv'), 'utf8').catch(() => '');
    const told = `${out}${saved}`;
    return expected
      .filter(({ key, value }) => !told.includes(key) || !told.includes(value))
      .map(({ key, value }) => `${key} is not told with ${value}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Row {
  readonly key: string;
  readonly value: string;
}

const rowsIn = (text: string): readonly Row[] => parse(text, { columns: true });

const run = (program: string, args: readonly string[], options: object) =>
  new Promise<{ readonly error: string | null; readonly out: string }>((resolve) => {
    execFile(program, args, options, (error, out, err) => {
      const isAway = error?.code === 'ENOENT';
      const why = isAway
        ? `${program} is not there: ${INSTALL[program] ?? ''}`
        : `${error?.message ?? ''} ${String(err)}`;
      resolve({ error: error ? why : null, out: String(out) });
    });
  });

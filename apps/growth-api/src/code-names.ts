import { readFile } from 'node:fs/promises';
import type { Dimension } from '@silkgauge/contract';

/** English names by code, for each dimension whose register is there; `any` holds the codes that mean the same everywhere. */
export type CodeNames = Partial<Record<Dimension | 'any', Readonly<Record<string, string>>>>;

const FOLDER = new URL('../../../data/codes/', import.meta.url);

const REGISTERS: Readonly<Record<string, readonly (keyof CodeNames)[]>> = {
  'areas.csv': ['area', 'counterpart'],
  'coverages.csv': ['coverage'],
  'flows.csv': ['flow'],
  'indicators.csv': ['indicator'],
  'modes.csv': ['mode'],
  'products.csv': ['product'],
  'reporters.csv': ['reporter'],
  'special.csv': ['any'],
};

/** The code registers as the page reads them. A register that is not there leaves its codes to speak for themselves. */
export async function readCodeNames(folder: URL = FOLDER): Promise<CodeNames> {
  const names: CodeNames = {};
  for (const [file, dimensions] of Object.entries(REGISTERS)) {
    const text = await readFile(new URL(file, folder), 'utf8').catch(() => '');
    const [head = [], ...rows] = parseCsv(text);
    const [code, name] = [head.indexOf('code'), head.indexOf('name_en')];
    const register = Object.fromEntries(rows.map((row) => [row[code] ?? '', row[name] ?? '']));
    for (const dimension of dimensions) names[dimension] = register;
  }
  return names;
}

/** RFC 4180: fields between commas, quoted where they hold commas, quotes (doubled) or line breaks. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

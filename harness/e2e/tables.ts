import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { root } from './stack.ts';

/** Rows of a bundled table by header names, read independently of the loader. */
export function rowsOf(file: string): Readonly<Record<string, string>>[] {
  const bytes = readFileSync(new URL(`data/${file}`, root));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, bom: true });
}

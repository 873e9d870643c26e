import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { generateSales } from './generate-sales.ts';
import type { SaleRecord } from './sale-record.ts';

/** Records per write. */
const RUN = 2_000;

/** Writes the workload, one record per line (key, tab, value), unless present. Returns the path. */
export async function writeSalesFile(
  folder: string,
  events: number,
  seed: number,
  categories?: number,
): Promise<string> {
  const spread = categories === undefined ? '' : `-${String(categories)}`;
  const path = join(folder, `sales-${String(events)}-${String(seed)}${spread}.tsv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.unfinished`;
  const sales = generateSales(events, seed, categories);
  await pipeline(textOf(sales), createWriteStream(unfinished, { encoding: 'latin1' }));
  renameSync(unfinished, path);
  return path;
}

function* textOf(sales: Iterable<SaleRecord>): Generator<string, void> {
  let lines: string[] = [];
  for (const { key, value } of sales) {
    lines.push(`${key}\t${value}\n`);
    if (lines.length < RUN) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

export function readLines(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, { encoding: 'latin1', highWaterMark: 1 << 20 }) });
}

/** The record of a line; its headers repeat the value. */
export function recordOfLine(line: string): SaleRecord {
  const tab = line.indexOf('\t');
  const value = line.slice(tab + 1);
  const { platform, orderedAt, orderId } = JSON.parse(value) as SaleRecord;
  return { key: line.slice(0, tab), value, platform, orderedAt, orderId };
}

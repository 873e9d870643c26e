import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { generateSales } from './generate-sales.ts';
import type { SaleRecord } from './sale-record.ts';

/** Records written at once. */
const RUN = 2_000;

/** Writes the workload, one line a record: key, tab, value. A file that is there is the same already. */
export async function writeSalesFile(path: string, events: number, seed: number): Promise<void> {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.unfinished`;
  await pipeline(textOf(generateSales(events, seed)), createWriteStream(unfinished, { encoding: 'latin1' }));
  renameSync(unfinished, path);
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

/** The record a line stands for; its headers repeat the value. */
export function recordOfLine(line: string): SaleRecord {
  const tab = line.indexOf('\t');
  const value = line.slice(tab + 1);
  const { platform, orderedAt, orderId } = JSON.parse(value) as SaleRecord;
  return { key: line.slice(0, tab), value, platform, orderedAt, orderId };
}

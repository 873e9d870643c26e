import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { root } from '../stack.ts';

/** Rows of a table of the bundled data by the names of its header; read here, not by the loader. */
export function* rowsOf(file: string): Generator<Readonly<Record<string, string>>> {
  const bytes = readFileSync(new URL(`data/${file}`, root));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  for (const line of lines) {
    const fields = line.includes('"')
      ? [...line.matchAll(/(?:"([^"]*)"|([^,]*))(?:,|$)/gy)].map(([, quoted, bare]) => quoted ?? bare ?? '')
      : line.split(',');
    yield Object.fromEntries(names.map((name, at) => [name, fields[at] ?? '']));
  }
}

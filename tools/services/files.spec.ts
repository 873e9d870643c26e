import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, DECLARATION, madeOf } from './files.ts';

/** npm run -s services: writes what the declaration makes. */
const WRITES = process.env['UPDATE_SERVICES'] === '1';
const KUBERNETES = 'deploy/kubernetes/base';

const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');

it('files about services are what the declaration makes of them, to the byte, and no other is there', async () => {
  const made = await madeOf(read(DECLARATION));
  const others = readdirSync(join(checkout, KUBERNETES))
    .map((file) => `${KUBERNETES}/${file}`)
    .filter((path) => !made.has(path));
  if (WRITES) {
    for (const [path, text] of made) writeFileSync(join(checkout, path), text);
    for (const path of others) rmSync(join(checkout, path));
    return;
  }
  for (const [path, text] of made) expect([path, read(path)]).toEqual([path, text]);
  expect(others).toEqual([]);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoToken } from './errors.ts';
import { tokenFile } from './token-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkgauge-token-'));
const path = join(folder, 'token');
const tokens = tokenFile(path);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('waits for the file, and gives what stands there now', async () => {
  await expect(tokens.give()).rejects.toThrow(
    /no token from the file of KAFKA_OAUTH_TOKEN_FILE: ENOENT.*token/,
  );
  writeFileSync(path, 'aaa.b-b.c_c\n');
  expect(await tokens.give()).toBe('aaa.b-b.c_c');
  writeFileSync(path, 'aHR0cHM6Ly9rYWZrYQ==');
  expect(await tokens.give()).toBe('aHR0cHM6Ly9rYWZrYQ==');
});

it.each([
  ['\n', 'is empty'],
  ['two words', 'does not hold one token'],
  ['one\u0001auth=Bearer two', 'does not hold one token'],
])('gives nothing of %j, and shows none of it', async (text, why) => {
  writeFileSync(path, text);
  const refused = tokens.give();
  await expect(refused).rejects.toBeInstanceOf(NoToken);
  await expect(refused).rejects.toThrow(
    new NoToken(`no token from the file ${path} of KAFKA_OAUTH_TOKEN_FILE, which ${why}`),
  );
});

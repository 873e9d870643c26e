import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newReleaseSecret } from './release-secret.ts';

const digestOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

it('a secret has 256 random bits, and its digest is that of its text', () => {
  const { secret, sha256 } = newReleaseSecret();
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(sha256).toBe(digestOf(secret));
  expect(newReleaseSecret().secret).not.toBe(secret);
});

describe('npm run access -- release-secret', () => {
  const main = join(import.meta.dirname, '../../dist/cli/main.js');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [main, 'release-secret', ...args], { encoding: 'utf8' });

  it('prints the secret and its digest once', () => {
    const { stdout, status } = run();
    const [, secret = '', sha256 = ''] = /^secret {2}(\S+)\nsha256 {2}([0-9a-f]{64})\n$/.exec(stdout) ?? [];
    expect(status).toBe(0);
    expect(sha256).toBe(digestOf(secret));
  });

  it('writes the secret to a new file of its owner, prints the digest alone, and takes the place of no file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-secret-'));
    try {
      const file = join(folder, 'press.secret');
      const { stdout } = run('--out', file);
      const secret = readFileSync(file, 'utf8').trim();
      expect(stdout).toBe(`sha256  ${digestOf(secret)}\n`);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(run('--out', file).status).toBe(1);
      expect(readFileSync(file, 'utf8').trim()).toBe(secret);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd } from './programs.ts';
import type { Settings } from './settings.ts';

/** What processes know of signatures of keys and policy. */
interface Signature {
  /** Of the access service, and of commands that change keys. */
  readonly writer: NodeJS.ProcessEnv;
  readonly reader: NodeJS.ProcessEnv;
}

/**
 * The key pair of the local broker, made at the first start. What stands on the topic then, from starts before there
 * were signatures, is sealed once: the public key is there afterwards. Records of other brokers are their operators'
 * business.
 */
export async function ownSignature(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Signature> {
  if (!settings.kafka || env['ACCESS_PUBLIC_KEY_FILE']) return { writer: {}, reader: {} };
  const folder = join(settings.folder, 'access');
  const reader = { ACCESS_PUBLIC_KEY_FILE: join(folder, 'signing.pub') };
  const writer = { ACCESS_SIGNING_KEY_FILE: join(folder, 'signing.key') };
  const command = (name: string, ...args: string[]) =>
    runToEnd(settings, {
      name,
      args: ['apps/access/dist/cli/main.js', name, ...args],
      env: { ...env, ...writer },
      signal,
    });
  if (!existsSync(reader.ACCESS_PUBLIC_KEY_FILE)) {
    if (!existsSync(writer.ACCESS_SIGNING_KEY_FILE))
      await command('signing-key', writer.ACCESS_SIGNING_KEY_FILE);
    await command('seal', '--yes');
    await command('signing-key', writer.ACCESS_SIGNING_KEY_FILE, '--public', reader.ACCESS_PUBLIC_KEY_FILE);
  }
  return { writer: { ...writer, ...reader }, reader };
}

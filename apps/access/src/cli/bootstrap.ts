import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { isActive, type KeySettings } from '@silkgauge/access';
import type { KafkaConfig } from '@silkgauge/kafka';
import { withWriter, type Signing } from './with-writer.ts';
import { makeKey, type KeyAnswer } from '../keys/decide-keys.ts';

const FIRST_KEY: KeySettings = {
  name: 'operator',
  scopes: ['read', 'observe', 'operate'],
  ...{ write: null, limits: null, addresses: null, expiresAt: null, jwt: null },
};

/** Name of the account that runs a command, for the audit. */
export const account = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

/** Makes the first key of an operator, on the topic itself; null while an active key may operate. */
export const bootstrap = (
  kafka: KafkaConfig,
  topicPrefix: string,
  signing: Signing,
): Promise<KeyAnswer | null> =>
  withWriter(kafka, topicPrefix, signing, (writer) =>
    writer.change<KeyAnswer | null>({
      actor: { cli: account() },
      action: 'key.created',
      target: 'key',
      decide: (held) => {
        const now = Date.now();
        for (const key of held.keys())
          if (key.scopes.includes('operate') && isActive(key, now))
            return { record: null, target: 'key', answer: null };
        return makeKey(held, FIRST_KEY, 'cli', now);
      },
    }),
  );

/**
 * Puts what `make` returns into a new file for its owner alone; nothing is made where there is a file. The file gets its
 * name once it is whole, so that a command that is stopped leaves none.
 */
export const intoFile = async (path: string, make: () => Promise<string | null>): Promise<boolean> => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path)) throw new Error(`EEXIST: there is a file ${path}`);
  const part = `${path}.part`;
  const file = openSync(part, 'w', 0o600);
  try {
    const text = await make();
    if (text === null) return false;
    writeSync(file, `${text}\n`);
    renameSync(part, path);
    return true;
  } finally {
    closeSync(file);
    rmSync(part, { force: true });
  }
};

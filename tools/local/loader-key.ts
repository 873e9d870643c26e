import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FEEDS, type ServiceName } from '@silkgauge/contract';
import { serviceUrl, type Settings } from './settings.ts';

/** Rights to read, and to push everything: the bundled data are of many sources. */
const LOADER = {
  name: 'bundled-data',
  scopes: ['read', 'push'],
  write: { types: ['*'], sources: ['*'], series: [{}], names: ['*'] },
  expiresAt: null,
};

export const authorization = (key: string | null): Record<string, string> =>
  key === null ? {} : { authorization: `Bearer ${key}` };

/**
 * The key that bundled data are pushed with where `ACCESS=keys`: that of the environment, else one that the
 * operator's key makes at the first such start, in a file of mode 0600. Null where none is needed.
 *
 * @throws Error where the access service makes none
 */
export async function loaderKey(
  settings: Settings,
  operatorKey: string | null,
  signal: AbortSignal,
): Promise<string | null> {
  const given = process.env['SILKGAUGE_KEY'];
  if (operatorKey === null || given) return given ?? null;
  const path = loaderKeyFile(settings);
  if (!existsSync(path))
    writeFileSync(path, `${await makeKey(settings, operatorKey, signal)}\n`, { mode: 0o600 });
  const key = readFileSync(path, 'utf8').trim();
  await isKnownBy(settings, [...FEEDS, 'growth-api'], key, signal);
  return key;
}

export const loaderKeyFile = ({ folder }: Settings): string => join(folder, 'access', 'loader.key');

async function makeKey(settings: Settings, operator: string, signal: AbortSignal): Promise<string> {
  await isKnownBy(settings, ['access'], operator, signal);
  const answer = await fetch(`${serviceUrl(settings, 'access')}/v1/keys`, {
    method: 'POST',
    headers: { ...authorization(operator), 'content-type': 'application/json' },
    body: JSON.stringify(LOADER),
    signal,
  });
  if (answer.status !== 201) throw new Error(`no key was made for the loader: ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}

/** Resolves when these services know a new key, which takes five seconds at most, or after ten. */
async function isKnownBy(
  settings: Settings,
  names: readonly ServiceName[],
  key: string,
  signal: AbortSignal,
): Promise<void> {
  const headers = authorization(key);
  const until = Date.now() + 10_000;
  for (const name of names)
    while (Date.now() < until) {
      const { status } = await fetch(`${serviceUrl(settings, name)}/readyz`, { headers, signal });
      if (status !== 401) break;
      await pause(200, undefined, { signal });
    }
}

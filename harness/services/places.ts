import { accessSync, chmodSync, constants, existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';

/** Top folder of the checkout. */
export const checkout = resolve(import.meta.dirname, '../..');

/** Kafka's jars and their class archive, both written by `tools/setup.mjs`. */
export const kafkaJars = join(checkout, 'tools/kafka/target/dependency');
export const kafkaArchive = join(checkout, 'tools/kafka/target/kafka.jsa');

/** Environment of every service: `ops/node.env`, and Node's compile cache. Node rebuilds outdated entries. */
export const nodeSettings = {
  ...parseEnv(readFileSync(join(checkout, 'ops/node.env'), 'utf8')),
  NODE_COMPILE_CACHE: join(checkout, 'node_modules/.cache/node-compile'),
};

/** True if any user can reach the path. Under root PostgreSQL runs as another user. */
export function openToOthers(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** A writable temporary folder that other users may enter: `TMPDIR` if open, else the system's. */
export function openTemporaryFolder(): string {
  const fits = (path: string) => {
    try {
      accessSync(path, constants.W_OK);
      return openToOthers(path);
    } catch {
      return false;
    }
  };
  const found = [tmpdir(), '/tmp', '/var/tmp'].find(fits);
  if (found === undefined)
    throw new Error('no temporary folder is open to other users; set TMPDIR to one that is');
  return found;
}

/** New data folder of one service, open to other users. The name holds the owner's pid. */
export function newDataFolder(name: string): string {
  const folder = mkdtempSync(join(openTemporaryFolder(), `silkgauge-${name}-${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

import { accessSync, chmodSync, constants, existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';

/** The checkout's top folder. */
export const checkout = resolve(import.meta.dirname, '../..');

/** Where `tools/setup.mjs` puts Kafka's jars and the class archive made from them. */
export const kafkaJars = join(checkout, 'tools/kafka/target/dependency');
export const kafkaArchive = join(checkout, 'tools/kafka/target/kafka.jsa');

/** What a service is started with: `ops/node.env`, and where Node keeps compiled code of ours between starts; what does not fit is made anew. */
export const nodeSettings = {
  ...parseEnv(readFileSync(join(checkout, 'ops/node.env'), 'utf8')),
  NODE_COMPILE_CACHE: join(checkout, 'node_modules/.cache/node-compile'),
};

/** True when any user may walk down to the path: PostgreSQL refuses root and runs as somebody else then. */
export function openToOthers(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** A writable temporary folder that others may enter: `TMPDIR` where it is open, else the system's. */
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

/** A new folder of its own for one service's data, open to others; its name tells whose it is, for the sweep after a run that was killed. */
export function newDataFolder(name: string): string {
  const folder = mkdtempSync(join(openTemporaryFolder(), `silkgauge-${name}-${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

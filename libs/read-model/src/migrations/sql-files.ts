import { readdirSync, readFileSync } from 'node:fs';

export interface SqlFile {
  readonly path: string;
  readonly text: string;
  /** Whether it is of the database: only the first read model runs it, not one that a rebuild makes beside. */
  readonly isOnce: boolean;
}

/** A migration: a folder of SQL files (`100-baseline`) or one file (`101-name.sql`). */
export interface SqlMigration {
  readonly number: number;
  readonly name: string;
  readonly files: readonly SqlFile[];
}

/** Where the migrations are. A program in one file does not find them, and does not migrate. */
export const MIGRATIONS = new URL('../../migrations/', import.meta.url);

const ENTRY = /^(\d{3})-([a-z\d-]+)/;

/** The migrations of a folder in order of number, the files of each in order of path; `.once.sql` are those of the database. */
export function readMigrations(folder: URL): readonly SqlMigration[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.sql'),
  );
  const byEntry = Map.groupBy(paths.sort(), (path) => ENTRY.exec(path)?.[0] ?? '');
  return [...byEntry].map(([entry, files]) => {
    const [, number, name] = ENTRY.exec(entry) ?? [];
    if (number === undefined || name === undefined)
      throw new Error(
        `${files.join(', ')}: the name of a migration begins with three digits, as 101-name.sql does`,
      );
    return { number: Number(number), name, files: files.map((path) => readFile(folder, path)) };
  });
}

const readFile = (folder: URL, path: string): SqlFile => ({
  path,
  text: readFileSync(new URL(path, folder), 'utf8'),
  isOnce: path.endsWith('.once.sql'),
});

import { readFileSync } from 'node:fs';
import { ask } from './database.ts';

const textOf = (file: string) => readFileSync(new URL(`../../ops/postgres/${file}`, import.meta.url), 'utf8');

/**
 * Makes the roles of ops/postgres with their grants, in a database whose tables are there; again changes nothing. `owner` makes the tables
 * where they are not, and tells the address of their owner.
 */
export async function giveRoles(
  database: string,
  owner: () => Promise<string> = () => Promise.resolve(database),
): Promise<void> {
  await ask(database, textOf('roles.sql'));
  await ask(await owner(), textOf('grants.sql'));
}

interface Reader {
  readonly name: string;
  readonly password: string;
}

/** Address for the login of a reader. */
export function asReader(database: string, { name, password }: Reader): string {
  const url = new URL(database);
  [url.username, url.password] = [name, password];
  return url.href;
}

/** Makes a login of reader.sql, and of other scripts for readers; returns its address. */
export async function makeReader(
  database: string,
  reader: Reader,
  ...others: readonly string[]
): Promise<string> {
  const { name, password } = reader;
  const [made = '', ...more] = ['reader.sql', ...others].map((file) =>
    textOf(file).replaceAll(":'reader'", `'${name}'`),
  );
  await ask(database, `${made}\nalter role ${name} password '${password}';`);
  for (const text of more) await ask(database, text);
  return asReader(database, reader);
}

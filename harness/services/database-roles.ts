import { readFileSync } from 'node:fs';
import { ask } from './database.ts';

const textOf = (file: string) => readFileSync(new URL(`../../ops/postgres/${file}`, import.meta.url), 'utf8');

/** Makes the roles of ops/postgres with their grants, in a database whose tables are there; again changes nothing. */
export async function giveRoles(database: string): Promise<void> {
  for (const file of ['roles.sql', 'grants.sql']) await ask(database, textOf(file));
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
  // Statements of one text are one transaction: no login is left without its password.
  const [made = '', ...more] = ['reader.sql', ...others].map((file) =>
    textOf(file).replaceAll(':"reader"', name),
  );
  await ask(database, `${made}\nalter role ${name} password '${password}';`);
  for (const text of more) await ask(database, text);
  return asReader(database, reader);
}

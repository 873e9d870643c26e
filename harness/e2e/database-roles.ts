import { readFileSync } from 'node:fs';
import { ROLES } from '@silkgauge/contract';
import { migrate } from '@silkgauge/read-model';
import { ask, copyOf, emptyDatabase, makeReader, type TestDatabase } from '../services/index.ts';

const OPS = new URL('../../ops/postgres/', import.meta.url);
const PASSWORD = 'silkgauge-spec';

/** Roles that log in. */
export type Role = (typeof ROLES)[number] extends `silkgauge_${infer Name}` ? Name : never;
/** The group of those that read the schema `api`. */
export type Group = 'read';

export interface RoledDatabase extends TestDatabase {
  /** Address for a user with the role. */
  as(role: Role): string;
  /** Makes a login of reader.sql; returns its address. */
  reader(name: string): Promise<string>;
  /** Copies rows and grants; the original must have no connections. */
  copy(): Promise<RoledDatabase>;
}

export interface Grant {
  readonly role: Role | Group;
  readonly table: string;
  readonly privilege: string;
}

/** A database as in ops/postgres: migrated by its owner, with exactly those roles and grants. */
export async function roledDatabase(): Promise<RoledDatabase> {
  const database = roled(await emptyDatabase());
  const { as } = database;
  await ask(database.url, readFileSync(new URL('roles.sql', OPS), 'utf8'));
  for (const role of ROLES) await ask(database.url, `alter role ${role} password '${PASSWORD}'`);
  await migrate(as('owner'));
  await ask(as('owner'), readFileSync(new URL('grants.sql', OPS), 'utf8'));
  return database;
}

function roled(database: TestDatabase): RoledDatabase {
  const as = (role: Role): string => {
    const url = new URL(database.url);
    url.username = `silkgauge_${role}`;
    url.password = PASSWORD;
    return url.href;
  };
  const reader = (name: string) => makeReader(database.url, { name, password: PASSWORD });
  return { ...database, as, reader, copy: async () => roled(await copyOf(database)) };
}

/** Grants of grants.sql to a role, one by one. */
export function grants(to: Role | Group): Grant[] {
  const lines = readFileSync(new URL('grants.sql', OPS), 'utf8').matchAll(
    /^grant (.+) on ((?:sequence |schema )?[\w.]+) to silkgauge_(\w+);$/gm,
  );
  return [...lines]
    .filter(([, , , role]) => role === to)
    .flatMap(([, privileges = '', table = '']) =>
      // A comma within brackets is of a list of columns.
      privileges.split(/, (?![^(]*\))/).map((privilege) => ({ role: to, table, privilege })),
    );
}

import { connect } from '@silkgauge/read-model';
import { ask, eventually, testServerUrl } from '../../services/index.ts';
import { uniqueName } from '../../services/unique-names.ts';

/** A copy of a database, on the server that runs. */
export interface EarlierCopy {
  /** Has the copy stand in place of the database, as of the moment that it was taken. */
  putBack(): Promise<void>;
}

/** A copy by `CREATE DATABASE ... TEMPLATE`, which takes the name of the database when it is put back. */
export async function copyOfWhole(url: string, server = testServerUrl()): Promise<EarlierCopy> {
  const name = new URL(url).pathname.slice(1);
  const copy = uniqueName();
  await alone(server, name, [`create database ${copy} template ${name}`]);
  return {
    putBack: () => alone(server, name, [`drop database ${name}`, `alter database ${copy} rename to ${name}`]),
  };
}

/** Runs statements while nobody is connected to a database. */
async function alone(server: string, name: string, statements: readonly string[]): Promise<void> {
  await ask(server, `alter database ${name} allow_connections false`);
  for (const statement of statements)
    await eventually(async () => {
      await ask(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
      await ask(server, statement);
      return true;
    });
  await ask(server, `alter database ${name} allow_connections true`);
}

/** The rows of all tables, which replace the present rows in one transaction when they are put back. */
export async function copyOfRows(url: string): Promise<EarlierCopy> {
  const session = await connect(url, 'operator');
  const { rows: tables } = await session.query<{ name: string; columns: string }>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by 1`,
  );
  const { rows: counters } = await session.query<{ name: string; last: string | null }>(
    `select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public'`,
  );
  await session.query('begin isolation level repeatable read');
  await session.query('create schema earlier');
  for (const { name } of tables) await session.query(`create table earlier.${name} as table public.${name}`);
  await session.query('commit');
  return {
    putBack: async () => {
      await session.query('begin');
      await session.query('set local session_replication_role = replica');
      await session.query(`truncate ${tables.map(({ name }) => `public.${name}`).join(', ')}`);
      for (const { name, columns } of tables)
        await session.query(
          `insert into public.${name} (${columns}) overriding system value select ${columns} from earlier.${name}`,
        );
      for (const { name, last } of counters)
        if (last !== null) await session.query(`select setval('public.${name}', ${last})`);
      await session.query('commit');
      await session.query('drop schema earlier cascade');
      await session.end();
    },
  };
}

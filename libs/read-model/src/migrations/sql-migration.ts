import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SqlMigration } from './sql-files.ts';
import { runStatements } from './statements.ts';

/** TypeORM wants a time at the end of each name. */
const FIRST = 1_700_000_000_000;

/** The number of the first migration. Earlier ones, of which it is the sum, are those of builds before it. */
export const BASELINE = 100;

/** The time by which TypeORM puts a migration in order. */
export const timeOf = (number: number): number => FIRST + number;

/** A migration as TypeORM runs it. */
export function typeormMigration({ number, name, files }: SqlMigration): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = `${name}-${String(timeOf(number))}`;

    async up(runner: QueryRunner): Promise<void> {
      const isBeside = await standsBeside(runner);
      for (const { text, isOnce } of files) if (!isOnce || !isBeside) await runStatements(runner, text);
    }

    async down(): Promise<void> {
      throw new Error('The read model is rebuilt from the log, never migrated down.');
    }
  };
}

/**
 * Whether this is a second read model, which a rebuild makes beside the live one: the views stand on another. Operators
 * may not use the schema `api`, so the catalogue is asked.
 */
async function standsBeside(runner: Pick<QueryRunner, 'query'>): Promise<boolean> {
  const views = (await runner.query(
    `select from pg_class v
     where v.relname = 'growth' and v.relnamespace = to_regnamespace('api') and not exists (
       select from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
       where r.ev_class = v.oid and d.refobjid = to_regclass('growth_state'))`,
  )) as unknown[];
  return views.length > 0;
}

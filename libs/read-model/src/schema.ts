import type { DataSource } from 'typeorm';
import { NO_COMPILER, withSettings } from './address.ts';
import { refuseEarlierBuild } from './migrations/earlier-build.ts';
import { LARGE_INDEXES, makeLargeIndexes, takeLock, type LargeIndex } from './migrations/large-indexes.ts';
import { MIGRATIONS, readMigrations, type SqlMigration } from './migrations/sql-files.ts';
import { typeormMigration } from './migrations/sql-migration.ts';
import { findPrimary } from './servers.ts';

/** What brings a database to a schema. */
export interface Upgrade {
  readonly migrations: readonly SqlMigration[];
  /** Built behind the migrations. */
  readonly indexes: readonly LargeIndex[];
}

/**
 * Migrates the database at `url`; returns the names of the migrations that ran. Processes take turns.
 * @throws EarlierBuild where the database is of a build from before the baseline
 */
export async function migrate(url: string, upgrade: Upgrade = present()): Promise<string[]> {
  const source = await (
    await migrationSource(await findPrimary(withSettings(url, [NO_COMPILER])), upgrade)
  ).initialize();
  const runner = source.createQueryRunner();
  try {
    await takeLock(runner, MIGRATION_LOCK);
    await refuseEarlierBuild(runner);
    const ran = await source.runMigrations();
    await makeLargeIndexes(runner, upgrade.indexes);
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

const MIGRATION_LOCK = 7_401_000;

const present = (): Upgrade => ({ migrations: readMigrations(MIGRATIONS), indexes: LARGE_INDEXES });

/** Loads TypeORM on demand: a service that does not migrate starts a fifth sooner. */
async function migrationSource(url: string, { migrations }: Upgrade): Promise<DataSource> {
  const { DataSource } = await import('typeorm');
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'silkgauge-migrate',
    migrations: migrations.map(typeormMigration),
    migrationsTransactionMode: 'all',
    synchronize: false,
  });
}

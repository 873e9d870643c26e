import type { DataSource } from 'typeorm';
import { NO_COMPILER, withSettings } from './address.ts';
import { findPrimary } from './servers.ts';
import { makeLargeIndexes, takeLock } from './migrations/large-indexes.ts';
import { ReadModel1700000000001 } from './migrations/1-read-model.ts';
import { Operations1700000000002 } from './migrations/2-operations.ts';
import { Rebuild1700000000003 } from './migrations/3-rebuild.ts';
import { HotTables1700000000004 } from './migrations/4-hot-tables.ts';
import { FactsTurn1700000000005 } from './migrations/5-facts-turn.ts';
import { RebuiltFolds1700000000006 } from './migrations/6-rebuilt-folds.ts';
import { FewerIndexes1700000000007 } from './migrations/7-fewer-indexes.ts';
import { ApplySales1700000000008 } from './migrations/8-apply-sales.ts';
import { WideIds1700000000009 } from './migrations/9-wide-ids.ts';
import { ToldAfterTheCommit1700000000010 } from './migrations/10-told-after-the-commit.ts';
import { GroupMembers1700000000040 } from './migrations/40-group-members.ts';
import { Incarnations1700000000011 } from './migrations/11-incarnations.ts';
import { LastBatches1700000000012 } from './migrations/12-last-batches.ts';
import { RegisterVersions1700000000041 } from './migrations/41-register-versions.ts';
import { Claims1700000000042 } from './migrations/42-claims.ts';
import { SaleMonths1700000000043 } from './migrations/43-sale-months.ts';
import { RegisterFloors1700000000044 } from './migrations/44-register-floors.ts';
import { TopicIds1700000000045 } from './migrations/45-topic-ids.ts';
import { CommitBatch1700000000046 } from './migrations/46-commit-batch.ts';
import { DocumentsOfPrints1700000000047 } from './migrations/47-documents-of-prints.ts';
import { ApiViews1700000000048 } from './migrations/48-api-views.ts';
import { StateWords1700000000049 } from './migrations/49-state-words.ts';
import { WaitingWithdrawals1700000000050 } from './migrations/50-waiting-withdrawals.ts';
import { Jobs1700000000051 } from './migrations/51-jobs.ts';
import { PushedBy1700000000053 } from './migrations/53-pushed-by.ts';
import { Notifier1700000000054 } from './migrations/54-notifier.ts';
import { OrdersInTheLog1700000000055 } from './migrations/55-orders-in-the-log.ts';
import { Desk1700000000056 } from './migrations/56-desk.ts';
import { Alerts1700000000058 } from './migrations/58-alerts.ts';
import { Releases1700000000060 } from './migrations/60-releases.ts';
import { Embargoed1700000000066 } from './migrations/66-embargoed.ts';
import { NoIndexOfEmbargoes1700000000067 } from './migrations/67-no-index-of-embargoes.ts';
import { PutBack1700000000068 } from './migrations/68-put-back.ts';
import { LockedEmbargoes1700000000069 } from './migrations/69-locked-embargoes.ts';
import { HeldBy1700000000070 } from './migrations/70-held-by.ts';
import { DeskKnows1700000000071 } from './migrations/71-desk-knows.ts';
import { PrintedBy1700000000072 } from './migrations/72-printed-by.ts';

/** Loads TypeORM on demand: a service that does not migrate starts a fifth sooner. */
async function migrationSource(url: string): Promise<DataSource> {
  const { DataSource } = await import('typeorm');
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'silkgauge-migrate',
    migrations: [
      ReadModel1700000000001,
      Operations1700000000002,
      Rebuild1700000000003,
      HotTables1700000000004,
      FactsTurn1700000000005,
      RebuiltFolds1700000000006,
      FewerIndexes1700000000007,
      ApplySales1700000000008,
      WideIds1700000000009,
      ToldAfterTheCommit1700000000010,
      GroupMembers1700000000040,
      Incarnations1700000000011,
      LastBatches1700000000012,
      RegisterVersions1700000000041,
      Claims1700000000042,
      SaleMonths1700000000043,
      RegisterFloors1700000000044,
      TopicIds1700000000045,
      CommitBatch1700000000046,
      DocumentsOfPrints1700000000047,
      ApiViews1700000000048,
      StateWords1700000000049,
      WaitingWithdrawals1700000000050,
      Jobs1700000000051,
      PushedBy1700000000053,
      Notifier1700000000054,
      OrdersInTheLog1700000000055,
      Desk1700000000056,
      Alerts1700000000058,
      Releases1700000000060,
      Embargoed1700000000066,
      NoIndexOfEmbargoes1700000000067,
      PutBack1700000000068,
      LockedEmbargoes1700000000069,
      HeldBy1700000000070,
      DeskKnows1700000000071,
      PrintedBy1700000000072,
    ],
    migrationsTransactionMode: 'all',
    synchronize: false,
  });
}

/** Migrates the database at `url`; returns the names of the migrations that ran. Processes take turns. */
export async function migrate(url: string): Promise<string[]> {
  const source = await (
    await migrationSource(await findPrimary(withSettings(url, [NO_COMPILER])))
  ).initialize();
  const runner = source.createQueryRunner();
  try {
    await takeLock(runner, MIGRATION_LOCK);
    const ran = await source.runMigrations();
    await makeLargeIndexes(runner);
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

const MIGRATION_LOCK = 7_401_000;

import type { Seals } from '@silkgauge/embargo';
import { databaseTime } from '@silkgauge/read-model';
import { BatchApplier } from '../apply-batch.ts';
import type { SourceTimes } from '../source-times.ts';
import { traceBatch } from '../spans.ts';
import { postgresStore } from '../store/postgres-store.ts';
import type { Ground } from './ground.ts';
import type { OnCommitted } from './publishing.ts';

interface Beside {
  readonly seals: Seals | null;
  readonly sourceTimes: SourceTimes;
  readonly onCommitted: OnCommitted;
}

/** What applies the batches of the input topics. */
export function applierOf(
  { config, readModel, readModels, log }: Ground,
  { seals, sourceTimes, onCommitted }: Beside,
): BatchApplier {
  const { identityWindow, smallBases, figureMegabytes } = config;
  return new BatchApplier({
    ...{ store: postgresStore(readModel), salesStore: postgresStore(readModels.sales) },
    ...{ identityWindow, smallBases, seals, onCommitted },
    figureBytes: figureMegabytes * 1024 * 1024,
    clocks: { own: () => Date.now(), database: () => databaseTime(readModel.pool) },
    onClaimsLeft: (error) => {
      log.warn('claims of committed batches were not judged; trying again', { error: String(error) });
    },
    onHeard: (seriesKey, appendedAt) => {
      sourceTimes.heard(seriesKey, appendedAt);
    },
    onTraced: traceBatch,
  });
}

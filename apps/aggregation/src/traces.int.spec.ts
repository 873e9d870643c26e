import type { InputTopic } from '@silkgauge/contract';
import type { InRecord } from '@silkgauge/kafka';
import {
  claimPosition,
  createReadModel,
  inTransaction,
  readStateChanges,
  stateJson,
} from '@silkgauge/read-model';
import { batchOf, figure, records, sale, testDatabase, type SpecEvent } from '@silkgauge/testing';
import { BatchApplier } from './apply-batch.ts';
import { digestOf } from './rebuild/content.ts';
import { postgresStore } from './store/postgres-store.ts';

const ZONE = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const trace = (digit: string, flags = '01') => `00-${digit.repeat(32)}-00f067aa0ba902b7-${flags}`;

/** Records whose events have these traces. */
const traced = (events: readonly SpecEvent[], traces: readonly (string | undefined)[]): InRecord[] =>
  records(events).map((record, at) => ({
    ...record,
    value: Buffer.from(JSON.stringify({ ...JSON.parse(String(record.value)), traceparent: traces[at] })),
  }));

const figures = [
  figure(ZONE, '2020-S1', { value: '4.72', multiplier: '1000000000' }, 'level'),
  figure(ZONE, '2020-S1', { measure: 'growth', value: '119.43' }, 'rate'),
];
const sales = [1, 2].map((day) =>
  sale({ amount: '1', orderedAt: `2025-03-0${String(day)}T12:00:00Z` }, `sold-${String(day)}`),
);

/** Applies all events to a new database; returns the trace of each version, and the digest of the content. */
async function applied(traces: readonly (string | undefined)[]) {
  const database = await testDatabase();
  const readModel = createReadModel(database.url);
  try {
    const applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
    const apply = async (topic: InputTopic, list: readonly InRecord[]) => {
      const { epoch } = await claimPosition(readModel.pool, topic, 0);
      await applier.apply(topic, batchOf(topic, list, { epoch, expected: 0n }));
    };
    await apply('customs.figures', traced(figures, traces.slice(0, 2)));
    await apply('platform.sales', traced(sales, traces.slice(2)));
    const rows = await readStateChanges(readModel.pool, '0', 1_000);
    const states = rows.map(
      (row) => JSON.parse(stateJson(row)) as { key: string; change: { traceparent?: string } },
    );
    return {
      traces: states.map(({ key, change }) => [key, change.traceparent]),
      digest: (await inTransaction(readModel.pool, digestOf)).digest,
    };
  } finally {
    await readModel.close();
    await database.drop();
  }
}

it('each version has the trace of its newest cause where that is sampled, and no digest looks at it', async () => {
  const [a, b, c] = [trace('a'), trace('b'), trace('c')];
  const with3 = await applied([a, b, undefined, c]);
  expect(with3.traces).toEqual([
    [`${ZONE}/2020-S1`, a],
    [`${ZONE}/2020-S1`, b],
    [`${ZONE}/2019-S1`, b],
    ['SHOP.GB.SALES.OWN.X._T._T.FR.GBP/2025-03', c],
  ]);
  const without = await applied([trace('a', '00'), 'none', c, undefined]);
  expect(without.traces.map(([, found]) => found)).toEqual([undefined, undefined, undefined, undefined]);
  expect(without.digest).toBe(with3.digest);
});

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
import type { TracedBatch } from './traces.ts';

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

it('while a sale that cannot be stored is searched for, each transaction tells its traces, that of the sale too', async () => {
  const database = await testDatabase();
  const readModel = createReadModel(database.url);
  try {
    // No known check lets such a sale through, so a trigger of the database refuses its month.
    await readModel.pool.query(`
      create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'cannot be stored' using errcode = '22003'; end $$;
      create trigger refuse before insert on sale_total for each row when (new.period = '2025-03') execute function refuse()`);
    const batches: TracedBatch[] = [];
    const store = postgresStore(readModel);
    const applier = new BatchApplier({ store, identityWindow: 1_000, onTraced: (one) => batches.push(one) });
    const [a, b, c, d] = [trace('a'), trace('b'), trace('c'), trace('d')];
    const list = traced(
      [1, 2, 3, 4].map((month) => sale({ amount: '1', orderedAt: `2025-0${String(month)}-01T12:00:00Z` })),
      [a, b, c, d],
    );
    const topic = 'platform.sales';
    const { epoch } = await claimPosition(readModel.pool, topic, 0);
    const claim = { topic, partition: 0, partitions: null, epoch, position: 0n };
    const sink = await applier.openSales({ ...claim, heartbeat: () => Promise.resolve() }, () => undefined);
    const positions: bigint[] = [];
    for (let turn = 1; turn <= 2; turn += 1) {
      sink.add({ records: list, next: 4n });
      positions.push(await sink.flush());
    }
    expect(positions).toEqual([0n, 4n]);
    expect(batches.filter(({ traceparents }) => traceparents.length > 0)).toMatchObject([
      { topic, partition: 0, records: 2, traceparents: [a, b] },
      { topic, partition: 0, records: 1, traceparents: [c] },
      { topic, partition: 0, records: 1, traceparents: [d] },
    ]);
  } finally {
    await readModel.close();
    await database.drop();
  }
});

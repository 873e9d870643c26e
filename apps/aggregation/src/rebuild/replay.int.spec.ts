import type { Topics } from '@silkgauge/kafka';
import {
  claimPosition,
  connect,
  createReadModel,
  emptySchema,
  inSchema,
  skipPosition,
  type ReadModel,
} from '@silkgauge/read-model';
import { emptyDatabase, migrateAsNew, type TestDatabase } from '@silkgauge/testing';
import { LogReplay } from './replay.ts';

const TOPIC = 'platform.sales';

let database: TestDatabase;
let live: ReadModel;
let beside: ReadModel;

beforeAll(async () => {
  database = await emptyDatabase();
  [live, beside] = await Promise.all([emptyModel('live'), emptyModel('beside')]);
});

afterAll(async () => {
  await Promise.all([live.close(), beside.close()]);
  await database.drop();
});

async function emptyModel(schema: string): Promise<ReadModel> {
  const client = await connect(database.url, 'spec');
  await emptySchema(client, schema);
  await client.end();
  const url = inSchema(database.url, schema);
  await migrateAsNew(url);
  return createReadModel(url, { max: 2 });
}

/** A log of ten records; whoever asks for its ends hears them once the partition was claimed by another. */
const topics: Pick<Topics, 'ranges' | 'scan'> = {
  ranges: async () => {
    await claimPosition(beside.pool, TOPIC, 0);
    return new Map([[0, { low: 0n, high: 10n }]]);
  },
  scan: () => Promise.resolve(),
};

it('a partition that moved on while an operator’s skip was replayed is named, with the offset', async () => {
  await claimPosition(live.pool, TOPIC, 0);
  const skip = { topic: TOPIC, partition: 0, from: 0n, next: 3n, found: 'unreadable' as const };
  await skipPosition(live.pool, { ...skip, cause: 'checksum', reason: 'spec', actor: 'spec' });
  const replay = new LogReplay({
    ...{ topics: topics as Topics, topicPrefix: '', beside, besideSchema: 'beside' },
    ...{ live: live.pool, liveSchema: 'live', identityWindow: 10, smallBases: {}, seals: null },
  });
  await expect(replay.to([{ topic: TOPIC, partition: 0, next: 10n }])).rejects.toThrow(
    'platform.sales/0 has moved on from offset 0',
  );
});

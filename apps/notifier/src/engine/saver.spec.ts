import type { ReadModel } from '@silkgauge/read-model';
import { Saver } from './saver.ts';
import { subscriberOf } from './subscriber.fixture.ts';

/** A database that keeps the values of statements, and refuses one `store` by its number. */
function database(refused = 0) {
  const deleted: string[] = [];
  const progress: string[] = [];
  let stores = 0;
  const query = (statement: string | { name: string; values: readonly unknown[] }) => {
    if (typeof statement === 'string') return Promise.resolve({ rows: [] });
    const { name, values } = statement;
    if (name === 'move-slots' && (stores += 1) === refused) return Promise.reject(new Error('away'));
    if (name === 'take-redeliveries') deleted.push(String(values[0]));
    if (name === 'write-progress') progress.push(String(values[0]));
    return Promise.resolve({ rows: [], rowCount: 1 });
  };
  const client = { query, release: () => undefined };
  const pool = { connect: () => Promise.resolve(client) } as unknown as ReadModel['pool'];
  return { pool, deleted, progress };
}

function setting(refused?: number) {
  const [one, other] = [
    subscriberOf('active', {}, 'sub_1').subscriber,
    subscriberOf('active', {}, 'sub_2').subscriber,
  ];
  const { pool, deleted, progress } = database(refused);
  let subscribers = [one, other];
  const saver = new Saver({
    pool,
    slots: () => [other.slot],
    subscribers: () => subscribers,
    saved: () => undefined,
    overtaken: () => undefined,
    trouble: () => undefined,
  });
  const lose = () => {
    one.removed = true;
    subscribers = [other];
  };
  return { one, other, saver, deleted, progress, lose };
}

it('a redelivery that was taken is deleted with the store of its progress', async () => {
  const { one, saver, deleted, progress } = setting();
  one.dirty = true;
  saver.taken('7', one);
  await saver.save();
  expect(progress.join()).toContain('sub_1');
  expect(deleted.join()).toContain('7');
});

it.each([
  ['before its progress is stored', 0],
  ['after a store of it that failed', 1],
])('a redelivery outlasts the loss of its slot %s', async (_name, refused) => {
  const { one, other, saver, deleted, lose } = setting(refused);
  one.dirty = true;
  saver.taken('7', one);
  if (refused > 0) await saver.save();
  lose();
  other.dirty = true;
  await saver.save();
  expect(deleted).toEqual([]);
});

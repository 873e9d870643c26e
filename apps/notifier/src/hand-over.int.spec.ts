import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { commit, keyOf, startNotifier, startSink } from './notifier.fixture.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
});

it('what is under way when a second notifier takes its share is awaited, and comes once', async () => {
  const first = await startNotifier(database.url);
  const sink = await startSink();
  const held: ServerResponse[] = [];
  sink.answer = (_request, response) => held.push(response);
  const AT_ONCE = 16;
  for (let at = 0; at < AT_ONCE; at += 1)
    await first.subscribe({ sink: sink.url, protocolsettings: { timeout: 30 } });
  const holders = async (): Promise<number> => {
    const { rows } = await first.pool.query('select distinct holder from notifier.slot');
    return rows.length;
  };
  const sequence = await commit(first.pool, { key: keyOf('CN') });
  await eventually(() => held.length === AT_ONCE);
  const second = await startNotifier(database.url);
  // Longer than a stop waits.
  await pause(8_000);
  sink.answer = (_request, response) => response.writeHead(204).end();
  for (const response of held) response.writeHead(204).end();
  await eventually(async () => (await holders()) === 2);
  const next = await commit(first.pool, { key: keyOf('CN') });
  await eventually(() => sink.sequences.filter((one) => one === next).length === AT_ONCE);
  expect(sink.sequences.filter((one) => one === sequence)).toHaveLength(AT_ONCE);
  await Promise.all([first.stop(), second.stop()]);
  await sink.stop();
});

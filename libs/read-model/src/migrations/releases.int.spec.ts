import { release, releaseCancellation, testDatabase, tick, type SpecEvent } from '@silkgauge/testing';
import { createReadModel } from '../read-model.ts';
import { readChanges } from '../statements/changes.ts';
import { insertEvents, type EventRow } from '../statements/events.ts';
import { Releases1700000000060 } from './60-releases.ts';

const source = '/spec "a"';

function event(offset: number, id: string, topic: string, { type, data }: SpecEvent): EventRow {
  return {
    ...{ source, id, type: type as EventRow['type'], topic, partition: 0, offset: BigInt(offset) },
    ...{ knownAt: new Date(Date.UTC(2024, 0, 1 + offset)), outcome: 'applied', rule: null, reason: null },
    ...{ digest: Buffer.alloc(32), time: null, data: JSON.stringify(data) },
  };
}

it('orders of releases and ticks from before get their places, byte for byte as new ones have', async () => {
  const database = await testDatabase();
  const readModel = createReadModel(database.url, { max: 1 });
  try {
    const { pool } = readModel;
    const first = release('H1', { title: 'A\u0000"\\title' });
    const moved = release('H1', { at: '2020-07-15T10:00:00+08:00', reason: 'A holiday' });
    await insertEvents(pool, [
      event(0, 'h1', 'newsroom.orders', first),
      event(0, 't1', 'clock.ticks', tick()),
      event(1, 'h2', 'newsroom.orders', releaseCancellation('H1')),
      event(2, 'h3', 'newsroom.orders', moved),
      event(3, 't2', 'clock.ticks', tick()),
    ]);
    await new Releases1700000000060().up(pool);
    const rows = await readChanges(pool, '0', 10);
    const said = (id: string, dropped: boolean, version: number, data: unknown) =>
      JSON.stringify({ source, id, dropped, version, data });
    expect(
      rows.map(({ sequence, kind, key, version, document }) => [sequence, kind, key, version, document]),
    ).toEqual([
      ['1', 'order', 'release/H1', 1, said('h1', false, 1, first.data)],
      ['2', 'order', 'clock', 1, said('t1', false, 1, tick().data)],
      ['3', 'order', 'release/H1', 2, said('h2', true, 1, releaseCancellation('H1').data)],
      ['4', 'order', 'release/H1', 3, said('h3', false, 2, moved.data)],
      ['5', 'order', 'clock', 2, said('t2', false, 2, tick().data)],
    ]);
    expect(rows.map(({ known_at }) => known_at.getUTCDate())).toEqual([1, 1, 2, 3, 4]);
  } finally {
    await readModel.close();
    await database.drop();
  }
});

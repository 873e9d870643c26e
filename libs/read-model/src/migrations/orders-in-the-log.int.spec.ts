import { bulletinDrop, bulletinPlan, testDatabase, type SpecEvent } from '@silkgauge/testing';
import { createReadModel } from '../read-model.ts';
import { readChanges } from '../statements/changes.ts';
import { insertEvents, type EventRow } from '../statements/events.ts';
import { insertWithdrawals } from '../statements/figures.ts';
import { OrdersInTheLog1700000000055 } from './55-orders-in-the-log.ts';

function event(offset: number, id: string, { type, data }: SpecEvent): EventRow {
  return {
    ...{ source: '/spec "a"', id, type: type as EventRow['type'], topic: 'newsroom.orders' },
    ...{ partition: 0, offset: BigInt(offset), knownAt: new Date(Date.UTC(2024, 0, 1 + offset)) },
    ...{ outcome: 'applied', rule: null, reason: null, digest: Buffer.alloc(32), time: null },
    data: JSON.stringify(data),
  };
}

it('orders that stand and statements from before get their places, byte for byte as new ones have', async () => {
  const database = await testDatabase();
  const readModel = createReadModel(database.url, { max: 1 });
  try {
    const { pool } = readModel;
    const plan = bulletinPlan('B-1', 'GACC.CN.CBEC.FULL._T._T._T._T.CNY/2020', 'A\u0000"\\title');
    const said: SpecEvent = { type: 'silkgauge.statement.attributed.v1', data: { quote: 'Good.' } };
    const ids = await insertEvents(pool, [
      event(0, 'p1', plan),
      event(1, 's1', said),
      event(2, 'd2', bulletinDrop('B-2')),
      event(3, 'p2', plan),
      event(4, 'w1', { type: 'silkgauge.statement.withdrawn.v1', data: {} }),
    ]);
    await insertWithdrawals(pool, [{ source: '/spec "a"', id: 's1', eventId: ids[4]!, record: null }]);
    await new OrdersInTheLog1700000000055().up(pool);
    const rows = await readChanges(pool, '0', 10);
    const source = '/spec "a"';
    expect(
      rows.map(({ sequence, kind, key, version, document }) => [sequence, kind, key, version, document]),
    ).toEqual([
      [
        ...['1', 'statement', `${source}#s1`, 1],
        JSON.stringify({ source, id: 's1', withdrawn: true, data: said.data }),
      ],
      [
        ...['2', 'order', 'bulletin/B-2', 1],
        JSON.stringify({ source, id: 'd2', dropped: true, version: 0, data: bulletinDrop('B-2').data }),
      ],
      [
        ...['3', 'order', 'bulletin/B-1', 1],
        JSON.stringify({ source, id: 'p2', dropped: false, version: 2, data: plan.data }),
      ],
    ]);
    expect(rows.map(({ known_at }) => known_at.getUTCDate())).toEqual([5, 3, 4]);
  } finally {
    await readModel.close();
    await database.drop();
  }
});

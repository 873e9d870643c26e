import { readStateChanges, stateJson } from '@silkgauge/read-model';
import { sale } from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';

it('a sale of a leap second counts in the month that the second ends', async () => {
  const world = await AppliedEvents.start();
  try {
    for (const orderedAt of ['2016-12-05T00:00:00Z', '2016-12-31T23:59:60Z', '2017-01-01T08:59:60.9+09:00'])
      await world.push('platform.sales', sale({ orderedAt, amount: '5' }, orderedAt));
    const rows = await readStateChanges(world.readModel.pool, '0', 10);
    const told = rows.map((row) => JSON.parse(stateJson(row)) as { period: string; counts: object });
    expect(told.map(({ period }) => period)).toEqual(['2016-12', '2016-12', '2016-12']);
    expect(told.at(-1)?.counts).toMatchObject({ events: '3', last: '2016-12-31T23:59:59.999Z' });
  } finally {
    await world.stop();
  }
});

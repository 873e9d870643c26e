import { Seals } from '@silkgauge/embargo';
import { readLogEntries } from '@silkgauge/read-model';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { figure, tick } from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';
import { readBecause } from './read-because.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const AT = Date.UTC(2020, 6, 14, 2);
const UNTIL = '2020-07-14T10:00:00+08:00';

it('a step of what a tick lifted is because of the tick, whatever events lie in it', async () => {
  const seals = new Seals(parseSecretKeys(newSecretKeys()));
  const world = await AppliedEvents.start({ seals });
  try {
    const { pool } = world.readModel;
    await world.pushAt('customs.figures', AT - 2, figure(SERIES, '2018', { value: '1' }, 'clear'));
    const held = (id: string, period: string) =>
      figure(SERIES, period, { value: '2', embargo: { until: UNTIL }, publishedAt: '_U' }, id);
    await world.pushSealed('customs.embargoed', AT - 1, seals, held('a', '2019'), held('b', '2020'));
    await world.pushAt('clock.ticks', AT, { ...tick(), id: 't1' });
    const entries = await readLogEntries(pool, '0', 9);
    const causes = await Promise.all(
      entries
        .filter(({ kind }) => kind === null)
        .map(async (entry) => (await readBecause(pool, entry, '9')).causes.map(({ id }) => id)),
    );
    expect(causes.slice(0, 2)).toEqual([['clear'], ['t1']]);
    expect(causes.at(-1)).toEqual(['t1']);
  } finally {
    await world.stop();
  }
});

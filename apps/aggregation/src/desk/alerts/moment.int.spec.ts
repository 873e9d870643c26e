import { jest } from '@jest/globals';
import { readRule } from '@silkgauge/contract';
import type { ActiveRule } from '@silkgauge/alerts';
import { Moment, sidesAsOf } from '@silkgauge/judging';
import { databaseWorld, readOnce } from '@silkgauge/known';
import { lastSequence } from '@silkgauge/read-model';
import { alertRule, figure } from '@silkgauge/testing';
import { DeskWorld } from '../desk.fixture.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const KEY = `${SERIES}/2020-S1`;

function standing(members: Record<string, unknown>): ActiveRule {
  const reading = readRule(JSON.parse(JSON.stringify(alertRule('one', members).data)));
  if (!reading.ok || reading.value.kind === 'silence') throw new Error(JSON.stringify(reading));
  return { rule: reading.value, version: 1, source: '/spec', id: 'one' };
}

it('each part is read once, whoever looks at it: rules, records, revisions and the words of an alert', async () => {
  const world = await DeskWorld.start();
  try {
    await world.push(
      'customs.figures',
      figure(SERIES, '2020-S1', { value: '4.72' }, 'now'),
      figure(SERIES, '2019-S2', { value: '4.10' }, 'before'),
    );
    const { pool } = world.readModel;
    const asked = jest.spyOn(pool, 'query');
    const questions = async (look: () => Promise<unknown>): Promise<number> => {
      const before = asked.mock.calls.length;
      await look();
      return asked.mock.calls.length - before;
    };
    const sequence = await lastSequence(pool);
    const known = readOnce(databaseWorld({ db: pool, smallBases: {} }, sequence));
    const moment = new Moment(known, sidesAsOf(pool, sequence));
    const record = standing({ kind: 'record-high', threshold: undefined });
    const revision = standing({
      kind: 'revision',
      member: 'level',
      than: '1',
      against: 'last',
      threshold: undefined,
    });
    expect(await questions(() => known.periods(SERIES))).toBeGreaterThan(0);
    expect(await questions(() => moment.view(record, KEY))).toBe(0);
    expect(await questions(() => known.state(`${SERIES}/2019-S2`))).toBe(0);
    expect(await questions(() => known.periods(SERIES))).toBe(0);
    expect(await questions(() => moment.view(revision, KEY))).toBe(1);
    expect(await questions(() => moment.view(revision, KEY))).toBe(0);
  } finally {
    await world.stop();
  }
});

import type { Pusher } from '@silkgauge/contract';
import { Seals } from '@silkgauge/embargo';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import {
  figure,
  release,
  releaseCancellation,
  statementWithdrawal,
  tick,
  withdrawal,
  type SpecEvent,
} from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const AT = Date.UTC(2020, 6, 14, 2);
const HOUR = 3_600_000;
const seals = new Seals(parseSecretKeys(newSecretKeys()));

/** A key that may write as any source, and of every name; of series those of one reporter. */
const keyOf = (reporter: string): Pusher => ({
  name: reporter.padEnd(12, '0'),
  write: { series: [{ reporter: [reporter] }], names: ['*'] },
});
const GACC = keyOf('GACC');
const EVIL = keyOf('EVIL');

let world: AppliedEvents;
beforeEach(async () => {
  world = await AppliedEvents.start({ seals });
});
afterEach(() => world.stop());

const by = (pusher: Pusher, event: SpecEvent, id?: string): SpecEvent => ({
  ...event,
  ...(id !== undefined && { id }),
  by: pusher,
});
const customs = (...events: SpecEvent[]) => world.push('customs.figures', ...events);
const rows = async (text: string): Promise<string[]> => {
  const { rows: found } = await world.readModel.pool.query<{ told: string }>(text);
  return found.map(({ told }) => told);
};
const outcomes = () =>
  rows(`select concat_ws(' ', id, outcome, rule) as told from event
        where type <> 'silkgauge.clock.ticked.v1' order by event_id`);
const level = async () =>
  (
    await rows(`select coalesce(document::json #>> '{level,reported,value}', '-') as told from change
                where period = '2020-S1' order by sequence desc limit 1`)
  )[0];

const print = (id: string, value = '100') => by(GACC, figure(SERIES, '2020-S1', { value }, id));
const claimOf = (id: string): SpecEvent => {
  const { series } = figure(SERIES, '2020-S1', {}).data as { series: object };
  const data = {
    ...{ series, period: '2020-S1', direction: 'up', publishedAt: '_U' },
    evidence: { document: 'https://example.org/c', quote: 'growing rapidly' },
  };
  return { type: 'silkgauge.claim.reported.v1', id, key: SERIES, data, by: GACC };
};

describe('a withdrawal', () => {
  it('takes back what its key may write to alone', async () => {
    await customs(print('one'), claimOf('two'));
    await customs(by(EVIL, withdrawal('one'), 'w1'), by(EVIL, withdrawal('two'), 'w2'));
    expect(await level()).toBe('100');
    await customs(by(GACC, withdrawal('one'), 'w3'), by(GACC, withdrawal('two'), 'w4'));
    expect(await level()).toBe('-');
    expect((await outcomes()).slice(2)).toEqual([
      ...['w1 rejected write-series', 'w2 rejected write-series', 'w3 applied', 'w4 applied'],
    ]);
    const told = await rows('select reason as told from dead_letter order by 1');
    for (const reason of told) expect(reason).not.toContain('GACC');
  });

  it('that came before its event is refused on the arrival of the event, which counts', async () => {
    await customs(by(EVIL, withdrawal('one'), 'w1'), by(EVIL, withdrawal('two'), 'w2'));
    await customs(print('one', '7'), claimOf('two'));
    expect(await level()).toBe('7');
    expect(await outcomes()).toEqual([
      ...['w1 rejected write-series', 'w2 rejected write-series', 'one applied', 'two applied'],
    ]);
  });

  it('in one batch with its event is judged in the same way', async () => {
    await customs(
      by(EVIL, withdrawal('one'), 'early'),
      print('one', '7'),
      by(EVIL, withdrawal('one'), 'late'),
      claimOf('two'),
      by(EVIL, withdrawal('two'), 'claim'),
    );
    expect(await outcomes()).toEqual([
      'early rejected write-series',
      'one applied',
      ...['late rejected write-series', 'two applied', 'claim rejected write-series'],
    ]);
  });

  it('of a record that came straight to the topic is judged by nobody', async () => {
    await customs(print('one'), withdrawal('one'));
    expect(await level()).toBe('-');
  });

  it('of a statement is judged by what the statement is about', async () => {
    const statement = (id: string, about: object): SpecEvent => ({
      ...{ type: 'silkgauge.statement.attributed.v1', id, by: GACC, key: 'N-1' },
      data: {
        ...{ speaker: 'Bai Ming', affiliation: 'CAITEC', about, quote: 'It works.' },
        evidence: { document: 'https://example.org/a', quote: 'a quote' },
      },
    });
    const { series } = figure(SERIES, '2020-S1', {}).data as { series: object };
    const nameless: Pusher = { name: 'NAMELESS0000', write: { series: [{}], names: ['EVIL-*'] } };
    await world.push('policy.notices', statement('one', { notice: 'N-1' }));
    await world.push('policy.notices', { ...statement('two', { series }), key: SERIES });
    await world.push('policy.notices', by(nameless, statementWithdrawal('one'), 'w1'));
    await world.push('policy.notices', by(EVIL, statementWithdrawal('two'), 'w2'));
    await world.push('policy.notices', by(EVIL, statementWithdrawal('one'), 'w3'));
    expect((await outcomes()).slice(2)).toEqual([
      ...['w1 rejected write-names', 'w2 rejected write-series', 'w3 applied'],
    ]);
  });

  it('under embargo is judged at its lifting', async () => {
    await customs(print('one'));
    const until = '2020-07-14T10:00:00+08:00';
    const sealed = withdrawal('one');
    await world.pushSealed(
      'customs.embargoed',
      AT - HOUR,
      seals,
      by(EVIL, { ...sealed, data: { ...(sealed.data as object), embargo: { until } } }, 'w1'),
    );
    await world.pushAt('clock.ticks', AT, { ...tick(), id: 't1' });
    expect((await outcomes()).slice(1)).toEqual(['w1 rejected write-series']);
    expect(await level()).toBe('100');
  });
});

describe('an order of a release', () => {
  const orders = (...events: SpecEvent[]) => world.push('newsroom.orders', ...events);

  it('takes the place of one of a publisher as which its key may write', async () => {
    const later = { at: '2020-07-15T10:00:00+08:00', reason: 'A holiday' };
    await orders(by(GACC, release('H1'), 'first'));
    await orders(by(EVIL, release('H1', { ...later, publisher: 'EVIL' }), 'taken'));
    await orders(by(EVIL, releaseCancellation('H1'), 'ended'));
    await orders(by(GACC, releaseCancellation('H1'), 'own'));
    // Of a cancelled one as well: events may wait for its name.
    await orders(by(EVIL, release('H1', { ...later, publisher: 'EVIL' }), 'again'));
    await orders(by(EVIL, release('H2', { publisher: 'EVIL' }), 'other'));
    expect(await outcomes()).toEqual([
      ...['first applied', 'taken rejected write-series', 'ended rejected write-series', 'own applied'],
      ...['again rejected write-series', 'other applied'],
    ]);
  });
});

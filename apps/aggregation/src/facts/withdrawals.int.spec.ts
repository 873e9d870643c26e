import type { InputTopic } from '@silkgauge/contract';
import {
  findWithdrawals,
  readRegister,
  readStateChanges,
  waitingDeadLetters,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  description,
  figure,
  sale,
  statementWithdrawal,
  withdrawal,
  type SpecEvent,
} from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const SHOP = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';
const EVIDENCE = { document: 'https://example.org/a', quote: 'a quote' };

type Delivery = readonly [InputTopic, SpecEvent];

let world: AppliedEvents;
let readModel: ReadModel;

beforeEach(async () => {
  world = await AppliedEvents.start();
  ({ readModel } = world);
});
afterEach(() => world.stop());

const push = (topic: InputTopic, ...events: SpecEvent[]) => world.push(topic, ...events);

async function deliver(deliveries: readonly Delivery[]): Promise<void> {
  for (const [topic, event] of deliveries) await push(topic, event);
}

/** Outcome and rule of each delivery of an id, in order. */
async function outcomes(id: string): Promise<string[]> {
  const { rows } = await readModel.pool.query<{ said: string }>(
    `select concat_ws(' ', outcome, rule) as said from event where id = $1 order by event_id`,
    [id],
  );
  return rows.map(({ said }) => said);
}

const letters = async () =>
  (await waitingDeadLetters(readModel.pool, 100)).map(({ rule, value }) => {
    const { id } = JSON.parse(String(value)) as { id: string };
    return `${id} ${rule}`;
  });

const statements = async () =>
  (await readRegister(readModel.pool, 'silkgauge.statement.attributed.v1', { dimensions: {} }, '0', 10)).map(
    ({ id, withdrawn }) => `${id} ${withdrawn ? 'withdrawn' : 'stands'}`,
  );

const print = (id: string): Delivery => [
  'customs.figures',
  figure(SERIES, '2020-S1', { measure: 'growth', value: '26.2' }, id),
];
const claim: Delivery = [
  'customs.figures',
  {
    ...figure(SERIES, '2020-S1', { direction: 'up', value: '1' }, 'e'),
    type: 'silkgauge.claim.reported.v1',
  },
];
const statement: Delivery = [
  'policy.notices',
  {
    type: 'silkgauge.statement.attributed.v1',
    id: 'e',
    key: 'N-1',
    data: {
      ...{ speaker: 'Bai Ming', affiliation: 'CAITEC', about: { notice: 'N-1' } },
      ...{ quote: 'It works.', evidence: EVIDENCE },
    },
  },
];
const notice: Delivery = [
  'policy.notices',
  {
    type: 'silkgauge.notice.published.v1',
    id: 'e',
    key: 'N-1',
    data: {
      ...{ notice: 'N-1', issuer: 'GACC', title: 'A notice', scope: {}, evidence: EVIDENCE },
      ...{ announcedOn: '2020-06-12', effectiveFrom: '2020-07-01' },
    },
  },
];
const by = (topic: InputTopic, event: SpecEvent): Delivery => [topic, { ...event, id: 'w' }];
const ofFigure = by('customs.figures', withdrawal('e'));
const ofStatement = by('policy.notices', statementWithdrawal('e'));

describe.each(['the event first', 'the withdrawal first', 'the withdrawal first, in one batch'])(
  '%s',
  (way) => {
    async function both(event: Delivery, gone: Delivery): Promise<void> {
      if (way === 'the event first') await deliver([event, gone]);
      else if (way === 'the withdrawal first' || event[0] !== gone[0]) await deliver([gone, event]);
      else await push(event[0], gone[1], event[1]);
    }

    it.each<[string, Delivery, Delivery]>([
      ['a figure', print('e'), ofFigure],
      ['a claim', claim, ofFigure],
      ['a statement', statement, ofStatement],
    ])('a withdrawal of its kind takes back %s', async (_name, event, gone) => {
      await both(event, gone);
      expect(await outcomes('w')).toEqual(['applied']);
      expect(await letters()).toEqual([]);
      const { rows } = await readModel.pool.query('select ref_id from withdrawal');
      expect(rows).toEqual([{ ref_id: 'e' }]);
      if (event === statement) expect(await statements()).toEqual(['e withdrawn']);
    });

    it.each<[string, Delivery, Delivery, string]>([
      ['a figure', print('e'), ofStatement, 'withdrawal-kind'],
      ['a claim', claim, ofStatement, 'withdrawal-kind'],
      ['a statement', statement, ofFigure, 'withdrawal-kind'],
      ['a notice', notice, ofFigure, 'withdrawal-kind'],
      ['a notice on its own topic', notice, ofStatement, 'withdrawal-kind'],
      ['a described reporter', ['customs.figures', description('GACC', 'e')], ofFigure, 'withdrawal-kind'],
      ['a withdrawal', ['customs.figures', { ...withdrawal('x'), id: 'e' }], ofFigure, 'withdrawal-kind'],
      [
        'a figure of the other domain',
        print('e'),
        by('platform.figures', withdrawal('e')),
        'withdrawal-domain',
      ],
    ])('a withdrawal of another kind is refused: %s', async (_name, event, gone, rule) => {
      await both(event, gone);
      await push(...gone);
      expect(await outcomes('w')).toEqual([`rejected ${rule}`, `rejected ${rule}`]);
      expect(await outcomes('e')).toEqual(['applied']);
      expect(await letters()).toEqual([`w ${rule}`, `w ${rule}`]);
      const { rows } = await readModel.pool.query(`select ref_id from withdrawal where ref_id = 'e'`);
      expect(rows).toEqual([]);
      if (event === statement) expect(await statements()).toEqual(['e stands']);
    });
  },
);

it('of several withdrawals that came first, those out of reach are refused, and one takes the figure back', async () => {
  await deliver([
    ['policy.notices', { ...statementWithdrawal('e'), id: 'w1' }],
    ['customs.figures', { ...withdrawal('e'), id: 'w2' }],
    ['customs.figures', { ...withdrawal('e'), id: 'w3' }],
    ['platform.figures', { ...withdrawal('e'), id: 'w4' }],
    print('e'),
  ]);
  expect(await Promise.all(['w1', 'w2', 'w3', 'w4', 'e'].map(outcomes))).toEqual([
    ['rejected withdrawal-kind'],
    ['applied'],
    ['superseded'],
    ['rejected withdrawal-domain'],
    ['superseded'],
  ]);
  expect(await readStateChanges(readModel.pool, '0', 10)).toEqual([]);
});

it.each(['the sale first', 'the withdrawal first'])('a withdrawal takes back no sale: %s', async (way) => {
  const sold: Delivery = ['platform.sales', sale({ amount: '7', orderedAt: '2024-05-05T00:00:00Z' }, 'e')];
  const gone = by('platform.figures', withdrawal('e'));
  await deliver(way === 'the sale first' ? [sold, gone] : [gone, sold]);
  expect(await outcomes('w')).toEqual(['applied']);
  expect(await letters()).toEqual([]);
  const { rows } = await readModel.pool.query('select total from sale_total');
  expect(rows).toEqual([{ total: '7' }]);
});

it('a refused withdrawal leaves no trace in a figure that came by the other domain', async () => {
  await deliver([
    ['customs.figures', { ...withdrawal('e'), id: 'w' }],
    ['platform.figures', figure(SHOP, '2025-01', { value: '7' }, 'e')],
  ]);
  expect(await outcomes('w')).toEqual(['rejected withdrawal-domain']);
  const [state] = await readStateChanges(readModel.pool, '0', 10);
  expect(JSON.parse(state?.document ?? '{}')).toMatchObject({ level: { reported: { value: '7' } } });
});

it('the identity of a refused withdrawal is free for another event of the same batch', async () => {
  await deliver([ofStatement]);
  await push('policy.notices', notice[1], { ...statementWithdrawal('other'), id: 'w' });
  expect(await outcomes('w')).toEqual(['rejected withdrawal-kind', 'applied']);
});

it('at most 16 withdrawals by one topic wait for an event; those of other topics leave them their room', async () => {
  const pushMany = async (topic: InputTopic, event: SpecEvent, name: string, from: number, to: number) => {
    const ids = Array.from({ length: to - from + 1 }, (_, at) => `${name}${String(from + at)}`);
    await push(topic, ...ids.map((id) => ({ ...event, id })));
  };
  await pushMany('policy.notices', statementWithdrawal('e'), 'n', 1, 17);
  await pushMany('customs.figures', withdrawal('e'), 'c', 1, 9);
  // The batch names the event eight times, and what waits counts once.
  await pushMany('customs.figures', withdrawal('e'), 'c', 10, 17);
  expect((await letters()).sort()).toEqual(['c17 withdrawal-waiting', 'n17 withdrawal-waiting']);
  await deliver([print('e')]);
  await push('customs.figures', { ...withdrawal('e'), id: 'c17' });
  expect(await Promise.all(['c1', 'c2', 'c16', 'c17', 'n1', 'n16', 'e'].map(outcomes))).toEqual([
    ['applied'],
    ['superseded'],
    ['superseded'],
    ['rejected withdrawal-waiting', 'superseded'],
    ['rejected withdrawal-kind'],
    ['rejected withdrawal-kind'],
    ['superseded'],
  ]);
  // Of an event that has come any number is kept, of which a batch reads a part.
  await pushMany('customs.figures', withdrawal('e'), 'm', 1, 60);
  expect(await outcomes('m60')).toEqual(['superseded']);
  expect(await findWithdrawals(readModel.pool, [{ source: '/spec', id: 'e' }])).toHaveLength(48);
});

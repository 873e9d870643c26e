import { release, releaseCancellation, releaseOpening, type SpecEvent } from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';

const LATER = '2020-07-15T10:00:00+08:00';

let world: AppliedEvents;

beforeEach(async () => {
  world = await AppliedEvents.start();
});
afterEach(() => world.stop());

/** Applies each list of orders as a batch of its own; returns what became of all of them. */
async function outcomes(...batches: (readonly SpecEvent[])[]): Promise<string[]> {
  for (const events of batches) await world.push('newsroom.orders', ...events);
  const { rows } = await world.readModel.pool.query<{ told: string }>(
    `select concat_ws(' ', id, outcome, rule) as told from event order by "offset"`,
  );
  return rows.map(({ told }) => told);
}

const order = (id: string, event: SpecEvent): SpecEvent => ({ ...event, id });

const MOVES = [
  order('first', release('H1')),
  order('same-instant', release('H1', { title: 'Trade, by mode', at: '2020-07-14T02:00:00Z', zone: 'UTC' })),
  order('moved', release('H1', { at: LATER })),
  order('moved-why', release('H1', { at: LATER, reason: 'A holiday' })),
  order('back', release('H1')),
  order('cancelled', releaseCancellation('H1')),
  order('again', release('H1')),
  order('again-same', release('H1', { at: LATER })),
  order('other', release('H2', { at: LATER })),
];

const TOLD = [
  'first applied',
  'same-instant applied',
  'moved rejected release-moved',
  'moved-why applied',
  'back rejected release-moved',
  'cancelled applied',
  'again rejected release-moved',
  'again-same applied',
  'other applied',
];

describe('a release that moves', () => {
  it('without a reason is rejected, by what stood before it, in one batch', async () => {
    expect(await outcomes(MOVES)).toEqual(TOLD);
  });

  it('without a reason is rejected, by what stood before it, in many batches', async () => {
    expect(await outcomes(...MOVES.map((event) => [event]))).toEqual(TOLD);
  });

  it('without a reason lies in the dead letters, and says what to do', async () => {
    await outcomes(MOVES);
    const { rows } = await world.readModel.pool.query<{ reason: string }>(
      `select reason from event where rule = 'release-moved' order by "offset" limit 1`,
    );
    expect(rows[0]?.reason).toBe(
      `H1 was scheduled for 2020-07-14T02:00:00Z, and moves to ${LATER} without a reason. Give the event an id of its own, and write "reason": why it moves.`,
    );
    const { rows: letters } = await world.readModel.pool.query<{ count: string }>(
      'select count(*) from dead_letter',
    );
    expect(letters[0]?.count).toBe('3');
  });
});

describe('a use of early access', () => {
  const press = { name: 'Press office', role: 'press', from: '2020-07-14T00:00:00Z', sha256: 'a'.repeat(64) };
  const USES = [
    order('stranger', releaseOpening('H1')),
    order('open', release('H1', { access: [press] })),
    order('used', releaseOpening('H1')),
    order('used-again', releaseOpening('H1')),
    order('used', releaseOpening('H1')),
    order('other-name', releaseOpening('H1', 'Wire')),
    order('other-role', releaseOpening('H1', 'Press office', 'wire')),
    order('other-release', releaseOpening('H2')),
    order('closed', release('H1')),
    order('under-way', releaseOpening('H1')),
    order('moved', release('H3', { access: [press] })),
    order('moved-why-not', release('H3', { at: LATER, access: [{ ...press, name: 'Wire' }] })),
    order('refused-access', releaseOpening('H3', 'Wire')),
  ];
  const BECAME = [
    'stranger rejected access-unknown',
    'open applied',
    'used applied',
    'used-again applied',
    'used duplicate',
    'other-name rejected access-unknown',
    'other-role rejected access-unknown',
    'other-release rejected access-unknown',
    'closed applied',
    'under-way applied',
    'moved applied',
    'moved-why-not rejected release-moved',
    'refused-access rejected access-unknown',
  ];

  it('is taken of whom some scheduling before it named, in one batch', async () => {
    expect(await outcomes(USES)).toEqual(BECAME);
  });

  it('is taken of whom some scheduling before it named, in many batches', async () => {
    expect(await outcomes(...USES.map((event) => [event]))).toEqual(BECAME);
  });

  it('has a place in the log of its own, and takes that of no order of the release', async () => {
    await outcomes(USES.slice(1, 4));
    const { rows } = await world.readModel.pool.query<{ told: string }>(
      `select concat_ws(' ', key, version, document::json ->> 'id') as told from register_version order by sequence`,
    );
    expect(rows.map(({ told }) => told)).toEqual([
      'release/H1 1 open',
      'opened/H1 1 used',
      'opened/H1 2 used-again',
    ]);
  });

  it('of a refused scheduling leaves its digests in no dead letter and no reason', async () => {
    await outcomes(USES);
    const { rows } = await world.readModel.pool.query<{ letter: string }>(
      `select concat_ws(' ', rule, reason, convert_from(value, 'UTF8'), headers::text) as letter from dead_letter`,
    );
    expect(rows.map(({ letter }) => letter.split(' ', 1)[0])).toContain('release-moved');
    expect(rows.filter(({ letter }) => letter.includes('aaaa'))).toEqual([]);
    const { rows: reasons } = await world.readModel.pool.query(
      `select from event where reason like '%aaaa%'`,
    );
    expect(reasons).toEqual([]);
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonSchemas, type GrowthState } from '@silkgauge/contract';
import { connect } from '@silkgauge/read-model';
import {
  alertRule,
  eventually,
  figure,
  newSystem,
  readTopic,
  release,
  sale,
  startApp,
  type System,
  testBrokers,
  world,
  type WorldEvent,
} from '@silkgauge/testing';
import { auditModel } from './audit-model.ts';
import { builderConfig } from './builder.ts';
import { rebuildModel } from './rebuild-model.ts';

const FIRST = 'AAAA.CN.CBEC.FULL._T._T._T._T.CNY';
const SOLD = 'SHOP.GB.SALES.OWN.X._T._T.AT.GBP';

let system: System;
/** Ids of the sales sent of one series and month, each worth 1.00. */
const sold = new Set<string>();

function print(id: string, value: string): WorldEvent {
  return {
    ...figure(FIRST, '2020', { value, status: 'final' }, id),
    topic: 'customs.figures',
    id,
    key: FIRST,
  };
}

function sell(id: string): WorldEvent {
  sold.add(id);
  const event = sale({ amount: '1.00', orderedAt: '2024-01-02T00:00:00Z', buyerCountry: 'AT' }, id);
  return { ...event, topic: 'platform.sales', id, key: SOLD };
}

const sells = (name: string, count: number): WorldEvent[] =>
  Array.from({ length: count }, (_, i) => sell(`${name}-${String(i)}`));

beforeAll(async () => {
  system = await newSystem(2);
  await system.send([...world(99), print('first', '123'), ...sells('sale', 100)]);
  await system.startAggregation();
  await system.caughtUp();
});

afterAll(async () => {
  await system.stop();
});

async function count(sql: string): Promise<number> {
  const [row] = await system.rows<{ count: string }>(`select count(*) from ${sql}`);
  return Number(row?.count);
}

async function total(): Promise<{ total: string; events: string } | undefined> {
  const rows = await system.rows<{ total: string; events: string }>(
    'select t.total::text, t.events from sale_total t join series using (series_id) where key = $1',
    [SOLD],
  );
  return rows[0];
}

/** Present state of the first key. */
async function present(): Promise<{ version: number; reason: string; low: string }> {
  const [row] = await system.rows<{ version: number; reason: string; low: string }>(
    `select g.version, c.document::json #>> '{change,reason}' as reason, c.document::json #>> '{level,reported,low}' as low
     from growth_state g join change c using (sequence) join series s on s.series_id = g.series_id
     where s.key = $1 and g.period = '2020'`,
    [FIRST],
  );
  if (!row) throw new Error('the first key says nothing');
  return row;
}

/** Changes a digit of the present state; returns its version. */
async function damage(): Promise<number> {
  await system.rows(
    `update change c set document = jsonb_set(document::jsonb, '{level,reported,low}', '"7"')::text
     from growth_state g join series s on s.series_id = g.series_id
     where c.sequence = g.sequence and s.key = $1 and g.period = '2020'`,
    [FIRST],
  );
  return (await present()).version;
}

/** The change log: versions of states, notices and claims, with sequences from one cursor. */
const LOG = '(select sequence from change union all select sequence from register_version) as log';

/** Checks that sequences and versions have no gaps, and that every key points at its newest version. */
async function requireWholeLog(): Promise<void> {
  expect(await count(LOG)).toBe(await count('change_cursor, generate_series(1, last)'));
  expect(
    await count('(select from change group by series_id, period having count(*) <> max(version)) as gaps'),
  ).toBe(0);
  expect(
    await count(
      `growth_state g where (g.version, g.sequence) <> (
         select max(c.version), max(c.sequence) from change c where c.series_id = g.series_id and c.period = g.period)`,
    ),
  ).toBe(0);
}

async function requireSame(): Promise<void> {
  const { comparison, windows } = await auditModel(builderConfig(system.env), { compare: true });
  expect(comparison?.differences).toEqual([]);
  expect(windows).toEqual([]);
}

/** Sends sales and revisions until `end` is called. */
function keepSending(name: string): { end(): Promise<void> } {
  let goesOn = true;
  const sending = (async () => {
    for (let i = 0; goesOn; i += 1) {
      const id = `${name}-${String(i)}`;
      const other = figure(
        'BBBB.CN.CBEC.FULL._T._T._T._T.CNY',
        '2020',
        { value: String(i), publishedAt: '2025' },
        id,
      );
      await system.send([
        sell(id),
        { ...other, topic: 'customs.figures' },
        // The first sale once more.
        sell(id),
      ]);
      await pause(20);
    }
  })();
  return {
    end: async () => {
      goesOn = false;
      await sending;
      await system.caughtUp();
    },
  };
}

/** States of a subscriber that keeps the highest version of each key, after all publications. */
async function subscribed(): Promise<Map<string, GrowthState>> {
  await eventually(
    async () => (await count('relay_position r, change_cursor c where r.sequence = c.last')) === 1,
    { within: 60_000 },
  );
  const states = new Map<string, GrowthState>();
  for (const state of await system.published())
    if (state.version > (states.get(state.key)?.version ?? 0)) states.set(state.key, state);
  return states;
}

describe('npm run rebuild', () => {
  it('changes nothing without differences, and leaves a row', async () => {
    // The desk writes behind the batches.
    await eventually(
      async () => (await count('desk_position d, change_cursor c where d.sequence = c.last')) === 1,
    );
    const before = await count(LOG);
    const { code, out } = await system.run('rebuild', '--reason', 'to be sure', '--actor', 'ada');
    expect(code).toBe(0);
    expect(out).toContain('The read model says what the log says.');
    expect(out).toContain('Switched. No state changed; batches waited for ');
    const brokers = testBrokers().split(',');
    const told = (await readTopic({ brokers }, `${system.prefix}silkgauge.audit`)).map(
      ({ value }) => JSON.parse(String(value)) as { action: string },
    );
    expect(told.filter(({ action }) => action === 'rebuild.done')).toMatchObject([
      { actor: { cli: 'ada' }, target: 'read-model', outcome: 'done', reason: 'to be sure' },
    ]);
    expect(await count(LOG)).toBe(before);
    const rows = await system.rows('select *, digest = digest_before as same from rebuild');
    expect(rows).toMatchObject([
      { reason: 'to be sure', actor: 'ada', changes: '0', after_sequence: String(before), same: true },
    ]);
    expect(await count(`pg_namespace where nspname = 'silkgauge_rebuild'`)).toBe(0);
  });

  it('repairs sales counted twice, and the remembered identities, while more sales arrive', async () => {
    // Without remembered sales the aggregation counts repeated deliveries again.
    await system.aggregation.stop();
    await system.rows('delete from identity_window');
    await system.startAggregation();
    const again = sells('sale', 50);
    await system.send(again);
    await system.caughtUp();
    expect(await total()).toEqual({ total: '150.00', events: '150' });
    expect((await auditModel(builderConfig(system.env), { compare: true })).windows).not.toEqual([]);

    const epochs = await system.rows<{ epoch: string }>(
      'select epoch from consumer_position order by topic, partition',
    );
    const sending = keepSending('during');
    const rebuilt = await system.run('rebuild', '--json');
    // The audit sees both models as of one moment.
    await requireSame();
    await sending.end();
    expect(rebuilt.code).toBe(0);
    const { changes } = JSON.parse(rebuilt.out) as { changes: number };
    expect(changes).toBeGreaterThanOrEqual(1);
    expect(sold.size).toBeGreaterThan(100);
    const right = { total: `${String(sold.size)}.00`, events: String(sold.size) };
    expect(await total()).toEqual(right);
    const raised = await system.rows<{ epoch: string }>(
      'select epoch from consumer_position order by topic, partition',
    );
    raised.forEach(({ epoch }, at) => expect(BigInt(epoch)).toBeGreaterThan(BigInt(epochs[at]?.epoch ?? 0)));

    // The fenced aggregation has read its sales again, so repeats are not counted.
    await system.send([...again, ...sells('sale', 100)]);
    await system.caughtUp();
    expect(await total()).toEqual(right);
    await requireSame();
    await requireWholeLog();
    const published = async () =>
      (await system.published()).filter(({ change }) => change.reason === 'rebuilt').length;
    await eventually(async () => (await published()) >= changes);
    expect(await published()).toBe(changes);
    expect((await subscribed()).get(`${SOLD}/2024-01`)?.counts?.events).toBe(right.events);
  });

  it('answers and records of a rebuilt version match their schemas', async () => {
    const version = await damage();
    expect((await system.run('rebuild')).code).toBe(0);
    const isState = new Ajv2020({ strict: true, validateFormats: false }).compile(
      jsonSchemas().GrowthState ?? false,
    );
    const published = (await subscribed()).get(`${FIRST}/2020`);
    expect(published).toMatchObject({
      version: version + 1,
      change: {
        reason: 'rebuilt',
        previous: { level: { reported: { low: '7' } } },
        causes: [{ id: 'first' }],
      },
    });
    expect(isState(published)).toBe(true);

    const api = await startApp('growth-api', { ...system.env });
    try {
      const url = `${api.url}/v1/growth/${FIRST}/2020`;
      const get = async (address: string) => (await (await fetch(address)).json()) as Record<string, unknown>;
      // Only the answer has the notices in force.
      expect(await get(url)).toEqual({ ...published, notices: [] });
      expect(await get(`${url}/history`)).toMatchObject({ items: [{ version }, published] });
      expect(await get(`${url}/explain`)).toMatchObject({
        state: published,
        prints: [{ id: 'first', standing: 'chosen' }],
      });
      const { items } = await get(
        `${api.url}/v1/changes?after=${String(BigInt(published?.sequence ?? 1) - 1n)}&limit=1`,
      );
      expect(items).toEqual([published]);
    } finally {
      await api.stop();
    }
  });
});

/** True if a statement of the rebuild waits for a lock. */
async function isWaiting(): Promise<boolean> {
  const waiting = await count(
    `pg_stat_activity where datname = current_database() and application_name = 'silkgauge-rebuild' and wait_event_type = 'Lock'`,
  );
  return waiting === 1;
}

/** Kills a rebuild that waits for `lock`, and waits until batches are applied again. */
async function killAt(lock: string): Promise<void> {
  const holder = await connect(system.env['DATABASE_URL'] ?? '', 'spec');
  try {
    await holder.query('begin');
    await holder.query(lock);
    const rebuild = system.begin('rebuild', '--reason', 'will be killed');
    await eventually(isWaiting);
    await rebuild.kill();
    expect(await rebuild.exited).toBeNull();
    // Batches go on, though the lock is still held.
    const reached = await system.progress();
    await eventually(async () => (await system.progress()) > reached);
  } finally {
    await holder.end();
  }
}

it('scenario 19: rebuild while live, killed at the switch', async () => {
  const version = await damage();
  const before = await count('rebuild');
  const sending = keepSending('scenario');
  // The first kill is before the hold of batches, the second between the last write and the commit.
  await killAt('lock table consumer_position in row share mode');
  await killAt('lock table rebuild in access exclusive mode');
  expect(await present()).toMatchObject({ version, low: '7' });
  expect(await count('rebuild')).toBe(before);

  const again = await system.run('rebuild', '--reason', 'once more');
  expect(again.code).toBe(0);
  await sending.end();
  expect(await present()).toEqual({ version: version + 1, low: '122.5', reason: 'rebuilt' });
  expect(await total()).toEqual({ total: `${String(sold.size)}.00`, events: String(sold.size) });
  await requireSame();
  await requireWholeLog();
  const states = await subscribed();
  expect(states.get(`${FIRST}/2020`)).toMatchObject({ version: version + 1, change: { reason: 'rebuilt' } });
  expect(states.size).toBe(await count('growth_state'));
});

/** Versions of alerts and releases, in order of the log. */
const deskVersions = () =>
  system.rows<{ key: string; version: number; state: string }>(
    `select key, version, document::json ->> 'state' as state from register_version
     where kind in ('alert', 'release') order by sequence`,
  );

const newest = async (key: string) => (await deskVersions()).findLast((one) => one.key === key)?.state;

it('a switch that holds batches too long is undone, and batches go on', async () => {
  const before = await auditModel(builderConfig(system.env), { compare: true });
  const rebuilds = await count('rebuild');
  const request = { reason: 'spec', actor: 'spec', mostHeldMs: 1, onProgress: () => undefined };
  const tell = () => Promise.resolve();
  await expect(rebuildModel(builderConfig(system.env), { ...request, tell })).rejects.toThrow(
    /^The switch held batches for 0\.001 s and was not done: nothing was changed\. Give it longer with --hold/,
  );
  expect(await count('rebuild')).toBe(rebuilds);
  await system.send(sells('after-the-switch', 5));
  await system.caughtUp();
  const after = await auditModel(builderConfig(system.env), { compare: true });
  expect(after.comparison?.differences).toEqual(before.comparison?.differences);
  const { code, err } = await system.run('rebuild', '--reason', 'spec', '--hold', 'long');
  expect([code, err]).toEqual([2, expect.stringContaining('--hold takes whole seconds from 1 to 99999')]);
});

it('an alert fires once and a release is released once, whatever a rebuild restates under them', async () => {
  const growth = { measure: 'growth', value: '26.2', unit: 'percent', comparison: 'GY', wording: 'percent' };
  const event = (id: string, period: string, members: Record<string, unknown>): WorldEvent => ({
    ...figure(FIRST, period, { status: 'final', ...members }, id),
    ...{ topic: 'customs.figures', id, key: FIRST },
  });
  const order = (id: string, { key = '', ...of }: ReturnType<typeof release>): WorldEvent => ({
    ...of,
    ...{ topic: 'newsroom.orders', id, key },
  });
  const expects = ['2020', '2021'].map((period) => ({ series: { indicator: ['CBEC'] }, period }));
  // Its instant is long over: it is late with the first tick of the clock.
  await system.send([
    order('over', alertRule('over', { series: { reporter: ['AAAA'] } })),
    order('promised', release('promised', { publisher: 'AAAA', expects })),
  ]);
  await eventually(async () => (await newest('_late/promised')) === 'firing');
  await system.send([event('grown', '2020', growth)]);
  await eventually(async () => (await newest(`over/${FIRST}/2020`)) === 'firing');
  await system.send([event('next', '2021', { value: '130' })]);
  await eventually(async () => (await newest('_late/promised')) === 'resolved');
  expect(await newest('promised')).toBe('released');

  const before = await deskVersions();
  const version = await damage();
  expect((await system.run('rebuild', '--reason', 'a digit is wrong')).code).toBe(0);
  expect(await present()).toMatchObject({ version: version + 1, reason: 'rebuilt' });
  await eventually(
    async () => (await count('desk_position d, change_cursor c where d.sequence = c.last')) === 1,
  );
  expect(await deskVersions()).toEqual(before);
});

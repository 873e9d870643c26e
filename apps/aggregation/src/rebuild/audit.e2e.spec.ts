import { claimPosition } from '@silkgauge/read-model';
import {
  eventually,
  figure,
  forgetRecords,
  newSystem,
  Random,
  rearranged,
  sale,
  type System,
  world,
  type WorldEvent,
} from '@silkgauge/testing';
import { auditModel, type Audit } from './audit-model.ts';
import { builderConfig } from './builder.ts';

/** The first key of its section. */
const FIRST = 'AAAA.CN.CBEC.FULL._T._T._T._T.CNY';
const SOLD = 'SHOP.GB.SALES.OWN.X._T._T.AT.GBP';

const dice = new Random(4_711);
const events: WorldEvent[] = [
  ...world(4_711, { figures: 100, sales: 1_000 }),
  { ...figure(FIRST, '2020', { value: '123' }, 'aaa'), topic: 'customs.figures', id: 'aaa', key: FIRST },
  {
    ...sale({ amount: '10.00', orderedAt: '2024-01-02T00:00:00Z', buyerCountry: 'AT' }, 'aas'),
    topic: 'platform.sales',
    id: 'aas',
    key: SOLD,
  },
];

/** `plain` has one partition in order; `mixed` has five in any order, with repeats, and an aggregation. */
let plain: System;
let mixed: System;

beforeAll(async () => {
  [plain, mixed] = await Promise.all([newSystem(1), newSystem(5)]);
});

afterAll(async () => {
  await Promise.all([plain.stop(), mixed.stop()]);
});

/** Runs the command; the other tests call `auditModel` without a process. */
async function printed(system: System, ...args: string[]): Promise<Audit> {
  const { code, out, err } = await system.run('audit', '--json', ...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Audit;
}

async function requireSame(system: System): Promise<Audit> {
  const audit = await auditModel(builderConfig(system.env), { compare: true });
  expect(audit.comparison?.differences).toEqual([]);
  expect(audit.windows).toEqual([]);
  return audit;
}

describe('npm run audit', () => {
  it('prints one digest for any order, repeats, partitions, batches and number of kills', async () => {
    await plain.send(events);
    const { digest, records } = await printed(plain);
    expect(records).toBe(events.length);
    for (const { section, count } of digest.sections)
      expect(`${section} ${String(count)}`).not.toMatch(/ 0$/);

    const delivered = rearranged(events, dice);
    expect(delivered.length).toBeGreaterThan(events.length * 1.1);
    // Two kills, each after some progress and with records left.
    await mixed.startAggregation();
    const third = Math.ceil(delivered.length / 3);
    for (let from = 0; from < delivered.length; from += third) {
      const before = await mixed.progress();
      await mixed.send(delivered.slice(from, from + third));
      await eventually(async () => (await mixed.progress()) > before);
      if (from + third >= delivered.length) break;
      await mixed.aggregation.kill();
      await mixed.startAggregation();
    }
    await mixed.caughtUp();

    // The audit is stopped and then killed in between.
    const killed = mixed.begin('audit', '--batch', '1');
    await eventually(() => isUnderWay(mixed));
    process.kill(killed.pid, 'SIGSTOP');
    const second = await mixed.run('audit');
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.err).toContain('Somebody else is building in silkgauge_audit.');
    await killed.kill();

    const compared = await printed(mixed, '--compare');
    expect(compared.comparison).toEqual({ live: digest, log: digest, differences: [] });
    expect(compared).toMatchObject({ records: delivered.length, digest, windows: [] });
    expect((await auditModel(builderConfig(mixed.env), { compare: false, batchRecords: 7 })).digest).toEqual(
      digest,
    );
    expect(await mixed.rows("select from pg_namespace where nspname = 'silkgauge_audit'")).toEqual([]);
  });

  it('names the first differing figure after the change of one digit', async () => {
    await mixed.rows(
      `update change c set document = jsonb_set(document::jsonb, '{level,reported,low}', '"122.4"')::text
       from series s where s.series_id = c.series_id and s.key = $1 and c.period = '2020'`,
      [FIRST],
    );
    const { code, out } = await mixed.run('audit', '--compare');
    expect(code).toBe(1);
    expect(out).toContain('They differ first at');
    expect(out).toContain(`states: ${FIRST}/2020 level.reported.low: live "122.4", log "122.5"\n`);
  });

  it('finds a difference in every section, and a rebuild repairs all of them', async () => {
    const damages: Record<string, string> = {
      series: `update series set area = 'CO' where key = '${FIRST}'`,
      totals: `update sale_total t set total = total + 0.10 from series s where s.series_id = t.series_id and s.key = '${SOLD}'`,
      prints: `update figure f set print = jsonb_set(print::jsonb, '{value}', '"124"')::json
               from event e where e.event_id = f.event_id and e.id = 'aaa'`,
      notices: `update notice set withdrawn = not withdrawn where notice = 'N-0'`,
      events: `update event set data = jsonb_set(data::jsonb, '{value}', '"125"')::json where id = 'aaa' and data is not null`,
      refused: `update event set reason = 'otherwise' where id = 'bad-customs.figures'`,
      'dead-letters': 'delete from dead_letter',
      // One sale takes sixteen bytes.
      windows: `update identity_window set identities = overlay(identities placing '\\x00'::bytea from length(identities))`,
    };
    for (const sql of Object.values(damages)) await mixed.rows(sql);
    const { comparison, windows } = await auditModel(builderConfig(mixed.env), { compare: true });
    const found = Object.fromEntries(
      (comparison?.differences ?? []).map(({ first }) => [first.section, first]),
    );
    expect(found['states']).toMatchObject({ key: `${FIRST}/2020`, member: 'level.reported.low' });
    expect(found['series']).toMatchObject({ key: FIRST, member: 'area', live: 'CO', log: 'CN' });
    expect(found['totals']).toMatchObject({
      key: `${SOLD}/2024-01`,
      member: 'total',
      live: '10.10',
      log: '10.00',
    });
    expect(found['prints']).toMatchObject({
      key: '/spec aaa',
      member: 'print.value',
      live: '124',
      log: '123',
    });
    expect(found['notices']).toMatchObject({ key: 'N-0', member: 'withdrawn' });
    expect(found['events']).toMatchObject({
      key: '/spec aaa',
      member: 'data.value',
      live: '125',
      log: '123',
    });
    expect(found['refused']).toMatchObject({
      key: '/spec bad-customs.figures',
      member: 'reason',
      live: 'otherwise',
    });
    expect(found['dead-letters']).toMatchObject({ member: '', live: undefined });
    expect(windows.length).toBeGreaterThan(0);

    const before = await newestOf(mixed, FIRST);
    const { code, out } = await mixed.run('rebuild', '--reason', 'bits flipped', '--actor', 'ada', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ changes: 1 });
    expect(await newestOf(mixed, FIRST)).toMatchObject({
      version: Number(before?.['version']) + 1,
      low: '122.5',
      reason: 'rebuilt',
      previous: '122.4',
    });
    await requireSame(mixed);
  });

  it('repeats the skip of an operator', async () => {
    await mixed.aggregation.stop();
    const skipped = {
      ...figure(FIRST, '2021', { value: '9' }, 'skipped'),
      topic: 'customs.figures' as const,
    };
    const kept = { ...figure(FIRST, '2022', { value: '10' }, 'kept'), topic: 'customs.figures' as const };
    await mixed.send([skipped, kept]);
    const [at] = await mixed.rows<{ partition: number; offset: string }>(
      `select partition, next_offset as "offset" from consumer_position p where topic = $1 and partition = (
         select partition from event where id = 'aaa' limit 1)`,
      [`${mixed.prefix}customs.figures`],
    );
    const place = ['customs.figures', String(at?.partition), String(at?.offset)];
    const skip = await mixed.run('skip', ...place, '--reason', 'try');
    expect(skip).toMatchObject({ code: 0, err: '' });
    await mixed.startAggregation();
    await mixed.caughtUp();
    const { digest } = await requireSame(mixed);
    expect((await auditModel(builderConfig(mixed.env), { compare: false })).digest).toEqual(digest);
    const rebuilt = await mixed.run('rebuild', '--json');
    expect(rebuilt.code).toBe(0);
    expect(JSON.parse(rebuilt.out)).toMatchObject({ changes: 0 });
    const periods = await mixed.rows<{ period: string }>(
      'select period from growth_state join series using (series_id) where key = $1 order by period',
      [FIRST],
    );
    expect(periods.map(({ period }) => period)).toEqual(['2020', '2022']);
  });

  it('refuses a log whose beginning is gone, unless an operator skipped it', async () => {
    const topic = `${plain.prefix}platform.sales`;
    await forgetRecords(plain.kafka, topic, 0, 3n);
    const gone = `The log does not have it all: the records of ${topic}/0 from 0 to 2 are not on the broker any more.`;
    const refused = await plain.run('audit');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(gone);
    const kept = await mixed.rows('select from rebuild');
    await forgetRecords(mixed.kafka, `${mixed.prefix}customs.figures`, 0, 1n);
    const unbuilt = await mixed.run('rebuild');
    expect(unbuilt).toMatchObject({ code: 1, out: '' });
    expect(unbuilt.err).toContain('are not on the broker any more. Nothing was done.');
    expect(await mixed.rows('select from rebuild')).toEqual(kept);
    await claimPosition(plain.readModel.pool, topic, 0);
    const skip = await plain.run('skip', 'platform.sales', '0', '0', '--gone', '--reason', 'retention');
    expect(skip).toMatchObject({ code: 0 });
    expect((await auditModel(builderConfig(plain.env), { compare: false })).records).toBe(events.length - 3);
  });

  it('and npm run rebuild name the fault of a call', async () => {
    const calls = [
      ['audit', '--compares'],
      ['audit', 'everything'],
      ['audit', '--batch', '0'],
      ['rebuild', '--reason'],
      ['rebuild', 'now'],
    ] as const;
    const results = await Promise.all(calls.map(([command, ...args]) => plain.run(command, ...args)));
    results.forEach(({ code, out, err }, at) => {
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`npm run ${calls[at]?.[0] ?? ''} [-- `);
    });
    expect(results[2]?.err).toContain('--batch takes a whole number from 1 on, not "0".');
  });
});

async function isUnderWay(system: System): Promise<boolean> {
  const rows = await system.rows<{ some: boolean }>(
    'select exists (select from silkgauge_audit.event) and exists (select from silkgauge_audit.sale_total) as some',
  );
  return rows[0]?.some === true;
}

async function newestOf(system: System, key: string): Promise<Record<string, unknown> | undefined> {
  const rows = await system.rows<Record<string, unknown>>(
    `select c.version, c.document::json #>> '{level,reported,low}' as low, c.document::json #>> '{change,reason}' as reason,
       c.document::json #>> '{change,previous,level,reported,low}' as previous
     from growth_state g join change c using (sequence) join series s on s.series_id = c.series_id
     where s.key = $1 and c.period = '2020'`,
    [key],
  );
  return rows[0];
}

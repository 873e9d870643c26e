import { createReadModel } from '@silkgauge/read-model';
import { ask, eventually, startApp, type RunningApp } from '../services/index.ts';
import { workAsAggregation } from './database-work.ts';
import { workAsNotifier, type NotifierWork } from './notifier-work.ts';
import { grants, roledDatabase, type Grant, type RoledDatabase } from './database-roles.ts';
import { bulletinPlan, figure, sale, type SpecEvent } from '../fixtures/events.ts';
import { newSystem, type System } from '../fixtures/system.ts';
import { world } from '../fixtures/world.ts';

describe('the roles of ops/postgres', () => {
  let database: RoledDatabase;
  let system: System;
  let api: RunningApp;
  /** The template for copies. */
  let empty: RoledDatabase;

  beforeAll(async () => {
    [database, empty] = [await roledDatabase(), await roledDatabase()];
    system = await newSystem(2, {
      database,
      aggregation: database.as('aggregation'),
      operator: database.as('operator'),
    });
    api = await startApp('growth-api', { DATABASE_URL: database.as('growth_api'), LOG_LEVEL: 'warn' });
  });

  afterAll(async () => {
    await api?.stop();
    await system?.stop();
    await empty?.drop();
  });

  it('are enough for the aggregation, the API and the commands', async () => {
    const broken = {
      ...figure('GACC.CN.CBEC.FULL._T._T._T._T.CNY', '2020-13', { value: '1' }, 'broken'),
      key: 'x',
    };
    await system.send([...world(7), { ...broken, topic: 'customs.figures' }]);
    await system.startAggregation();
    await system.caughtUp();
    for (const path of API_PATHS)
      expect({ path, status: (await fetch(api.url + path)).status }).toEqual({ path, status: 200 });

    await system.rows('update sale_total set total = total + 1');
    await system.rows('delete from withdrawal');
    for (const command of [
      ['rebuild', '--reason', 'to see whether it may'],
      ['audit', '--compare'],
      ['dlq', 'list'],
    ] as const) {
      const [name, ...args] = command;
      const { code, err } = await system.run(name, ...args);
      expect(`${name} ${String(code)} ${code === 0 ? '' : err}`).toBe(`${name} 0 `);
    }
    await ask(database.as('operator'), "delete from job where source = '/flood'");
    // The aggregation still processes events afterwards.
    await system.send([
      { ...sale({ amount: '1', orderedAt: '2025-01-01T00:00:00Z' }, 'after'), topic: 'platform.sales' },
    ]);
    await system.caughtUp();
  });

  it.each([
    ['connect', 'database'],
    ['create', 'database'],
    ['temporary', 'database'],
    ['usage', 'schema public'],
    ['execute', 'advisory locks'],
  ])('are minimal for operators, whose rebuild fails without %s on %s', async (privilege, of) => {
    const rebuild = () => system.run('rebuild', '--reason', 'to see whether it may');
    expect((await rebuild()).code).toBe(0);
    await change(database.url, `revoke ${privilege}`, of, 'from silkgauge_operator');
    try {
      const { code, err } = await rebuild();
      expect(code).not.toBe(0);
      // Without the schema there are no tables to see.
      expect(err).toMatch(/permission denied|leads to no read model/);
    } finally {
      await change(database.url, `grant ${privilege}`, of, 'to silkgauge_operator');
    }
  });

  it('are enough for the notifier, which fails without any one grant', async () => {
    const worked = await empty.copy();
    const readModel = createReadModel(worked.as('aggregation'), { max: 4 });
    await workAsAggregation(readModel);
    await readModel.close();
    const work = async (grant: Grant | null): Promise<NotifierWork> => {
      const copy = await worked.copy();
      if (grant) await revoke(copy.url, grant);
      const done = await workAsNotifier(copy.as('notifier'));
      await copy.drop();
      return done;
    };
    const { statuses, denied } = await work(null);
    expect(denied).toEqual([]);
    expect(Object.values(statuses).filter((status) => status >= 300)).toEqual([]);
    expect(Object.keys(statuses)).toHaveLength(8);
    const unused = await eachOf(grants('notifier'), async (grant) =>
      (await work(grant)).denied.includes(grant.table.replace('notifier.', '')),
    );
    await worked.drop();
    expect(unused).toEqual([]);
  }, 600_000);

  it('are minimal for the aggregation, which fails without any one grant', async () => {
    const unused = await eachOf(grants('aggregation'), async (grant) => {
      const copy = await empty.copy();
      await revoke(copy.url, grant);
      const readModel = createReadModel(copy.as('aggregation'), { max: 4 });
      const denied = await workAsAggregation(readModel).then(() => null, deniedTable);
      await readModel.close();
      await copy.drop();
      return denied === grant.table.replace('notifier.', '');
    });
    expect(unused).toEqual([]);
  }, 600_000);

  it('are minimal for the API: some path fails without any one grant, and none with all', async () => {
    const worked = await empty.copy();
    const readModel = createReadModel(worked.as('aggregation'), { max: 4 });
    await workAsAggregation(readModel);
    await readModel.close();
    const answers = async (grant: Grant | null): Promise<number[]> => {
      const copy = await worked.copy();
      if (grant) await revoke(copy.url, grant);
      const env = { DATABASE_URL: copy.as('growth_api'), LOG_LEVEL: 'silent' };
      const running = await startApp('growth-api', env, { untilReady: false });
      const get = (path: string) => fetch(running.url + path);
      await eventually(() =>
        get('/healthz').then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      const paths = [...API_PATHS, ...(await pathsOfStates(copy.url))];
      const statuses = await Promise.all(paths.map(async (path) => (await get(path)).status));
      // One address has one rehearsal at a time.
      statuses.push(await rehearse(running.url, 'customs-feed', await figureOfKnown(copy.url)));
      statuses.push(await rehearse(running.url, 'policy-notice', bulletinPlan('rehearsed', `${CHINA}/2020`)));
      await running.stop();
      await copy.drop();
      return statuses;
    };
    expect((await answers(null)).filter((status) => status !== 200)).toEqual([]);
    const unused = await eachOf(grants('growth_api'), async (grant) => (await answers(grant)).includes(500));
    await worked.drop();
    expect(unused).toEqual([]);
  }, 600_000);
});

/** Grants or revokes what roles.sql grants on the database, its schema or its locks. */
async function change(url: string, privilege: string, of: string, whom: string): Promise<void> {
  const objects = await ask<{ object: string }>(
    url,
    `select 'function ' || oid::regprocedure as object from pg_proc
     where '${of}' = 'advisory locks' and pronamespace = 'pg_catalog'::regnamespace
       and proname ~ '^pg_(try_)?advisory_(xact_)?lock(_shared)?$'
     union all select 'schema public' where '${of}' = 'schema public'
     union all select format('database %I', current_database()) where '${of}' = 'database'`,
  );
  for (const { object } of objects) await ask(url, `${privilege} on ${object} ${whom}`);
}

/** Superfluous grants, tested in small batches. */
async function eachOf(
  all: readonly Grant[],
  isNeeded: (grant: Grant) => Promise<boolean>,
): Promise<string[]> {
  const left = [...all];
  const unused: string[] = [];
  const some = async () => {
    for (let grant = left.pop(); grant; grant = left.pop())
      if (!(await isNeeded(grant))) unused.push(`${grant.privilege} on ${grant.table}`);
  };
  await Promise.all([some(), some(), some()]);
  return unused;
}

async function revoke(url: string, { privilege, table, role }: Grant): Promise<void> {
  await ask(url, `revoke ${privilege} on ${table} from silkgauge_${role}`);
}

/** The table or sequence of a denied access; null for other errors. */
function deniedTable(error: unknown): string | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    const denied = /permission denied for (?:table )?((?:sequence |schema )?\w+)/.exec(one.message);
    if (denied) return denied[1] ?? null;
  }
  return String(error);
}

/** Paths of every state, since the states' details lie in different tables. */
async function pathsOfStates(url: string): Promise<string[]> {
  const rows = await ask<{ path: string }>(
    url,
    `select distinct on (s.key) '/v1/growth/' || s.key || '/' || g.period as path
     from growth_state g join series s using (series_id) order by s.key, g.period`,
  );
  return rows.flatMap(({ path }) => [
    path,
    `${path}/history`,
    `${path}/explain`,
    `${path}/vintages`,
    `${path}/digits`,
  ]);
}

const CHINA = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

/** A figure of a series that there is. */
async function figureOfKnown(url: string): Promise<SpecEvent> {
  const [row] = await ask<{ key: string }>(
    url,
    "select key from series where domain = 'customs' and key like '%.CNY' order by key limit 1",
  );
  return figure(row?.key ?? CHINA, '2020', { value: '1' }, 'rehearsed');
}

async function rehearse(url: string, feed: string, { type, id = 'plan', data }: SpecEvent): Promise<number> {
  const event = { specversion: '1.0', type, source: '/spec', id, datacontenttype: 'application/json', data };
  const answer = await fetch(`${url}/v1/rehearsals?feed=${feed}`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(event),
  });
  await answer.arrayBuffer();
  return answer.status;
}

const API_PATHS = [
  '/readyz',
  '/v1/growth',
  '/v1/growth?asOf=1',
  '/v1/growth?publishedBy=2026-06-01',
  '/v1/growth.csv',
  '/v1/growth.parquet',
  '/v1/growth.jsonstat?reporter=SHOP',
  '/v1/revisions.atom',
  '/v1/bulletins',
  '/v1/bulletins.atom',
  '/v1/alerts.atom?area=GB',
  '/v1/growth.metadata.json',
  '/v1/availability',
  '/v1/transformations/SHOP.GB.SALES.OWN.X._T._T.FR.GBP?transform=index&base=2025',
  '/v1/codes/area',
  '/v1/revisions',
  '/v1/series',
  '/v1/claims',
  '/v1/statements',
  '/v1/reporters',
  '/v1/notices',
  '/v1/changes',
  '/v1/positions',
  '/v1/jobs',
  '/v1/outcomes?source=/spec&id=nobody',
];

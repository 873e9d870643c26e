import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FEEDS, MEMBERS, type Feed } from '@silkgauge/contract';
import { SafeProducer, latestOffsets } from '@silkgauge/kafka';
import { createReadModel, readPositions, type ReadModel } from '@silkgauge/read-model';
import { ask, eventually, freePort, newDataFolder, type RunningApp } from '../../services/index.ts';
import { Kafka, logLevel } from 'kafkajs';
import { figure, records, sale, type SpecEvent } from '../../fixtures/events.ts';
import { runOperator, type Command, type CommandResult } from '../../fixtures/run-command.ts';
import { startSecuredSystem, type SecuredSystem } from '../secured-system.ts';
import { push } from '../stack.ts';
import { everythingHolds, type World } from './invariants.ts';
import { anySale, structured } from './world.ts';

/** Seconds; tokens and sessions expire many times during a scenario. */
const TOKEN_LIFE = 8;
const PATIENCE = { within: 120_000, every: 100 };
const NOTICE = {
  type: 'silkgauge.notice.published.v1',
  key: 'GACC-2020-75',
  data: {
    notice: 'GACC-2020-75',
    issuer: 'GACC',
    title: 'All of China',
    announcedOn: '2020-06-12',
    effectiveFrom: '2020-07-01',
    scope: { areas: ['CN'] },
    evidence: { document: 'https://example.org/n', quote: 'from July 1' },
  },
};
const SERVICES = MEMBERS.flatMap(({ name, isPrincipal, hasCertificate }) =>
  isPrincipal && hasCertificate ? [name] : [],
);
const SERIES = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

const folder = newDataFolder('secured-scenarios');
let system: SecuredSystem;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  system = await startSecuredSystem({ tokenLife: TOKEN_LIFE });
});

afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Rights, topics and a named database as in `docs/operations/deploy.md`, each set up by its own principal. */
async function setUp(name: string, prefix: string): Promise<ReadModel> {
  const topicPrefix = { TOPIC_PREFIX: prefix };
  // A newly started broker may answer late.
  await eventually(async () => {
    expectDone(await system.command('acls', [], { ...system.asSuperUser(), ...topicPrefix }));
    return true;
  }, PATIENCE);
  // Brokers learn of rights with a delay.
  await eventually(async () => {
    expectDone(await system.command('topics', [], { ...system.as('set-up'), ...topicPrefix }));
    return true;
  }, PATIENCE);
  const url = await system.database(name);
  expectDone(await system.command('migrate', [], system.role('owner', name)));
  const owner = new URL(url);
  [owner.username, owner.password] = ['silkgauge_owner', 'word-of-owner'];
  await ask(
    owner.href,
    readFileSync(fileURLToPath(new URL('../../../ops/postgres/grants.sql', import.meta.url)), 'utf8'),
  );
  const readModel = createReadModel(url, { max: 4 });
  ends.push(() => readModel.close());
  return readModel;
}

/** Node may print library warnings to stderr. */
function expectDone({ code, err }: CommandResult): void {
  expect(`${String(code)} ${code === 0 ? '' : err}`).toBe('0 ');
}

const cloudEvents = (events: readonly SpecEvent[]) =>
  records(events).map(({ value }) => JSON.parse(String(value)) as unknown);

describe('scenario 31: secured cluster: the whole road over TLS, each service as itself with no more than the files allow it', () => {
  const NAME = 'secured';
  let readModel: ReadModel;
  let customs: RunningApp;
  let platform: RunningApp;
  let policy: RunningApp;
  let api: RunningApp;
  let aggregation: RunningApp;
  let notifier: RunningApp;
  const operator = (command: Command, ...args: string[]) =>
    runOperator(command, args, { ...system.as('operators'), ...system.role('operator', NAME) });
  const startAggregation = () =>
    system.start('aggregation', { ...system.as('aggregation'), ...system.role('aggregation', NAME) });
  const get = async (path: string): Promise<any> => (await fetch(api.url + path)).json();

  beforeAll(async () => {
    readModel = await setUp(NAME, '');
    const secretKeys = `1:${randomBytes(32).toString('base64')}`;
    const feeds = Promise.all(
      FEEDS.map(async (feed) => [feed, await system.start(feed, system.as(feed))] as const),
    );
    [api, aggregation, notifier] = await Promise.all([
      system.start('growth-api', { ...system.role('growth_api', NAME), ...system.as('growth-api') }),
      startAggregation(),
      system.start('notifier', {
        ...{ ...system.role('notifier', NAME), ...system.as('notifier') },
        NOTIFIER_SECRET_KEYS: secretKeys,
      }),
    ]);
    const doors = Object.fromEntries(await feeds) as Record<Feed, RunningApp>;
    [customs, platform, policy] = [doors['customs-feed'], doors['platform-sales'], doors['policy-notice']];
  });

  /** Waits until every record on the input topics is processed. */
  const dealtWith = () =>
    eventually(async () => {
      const positions = await readPositions(readModel.pool);
      for (const topic of ['customs.figures', 'platform.sales', 'policy.notices'])
        for (const [partition, end] of await latestOffsets(system.superUser, topic)) {
          const at = positions.find((one) => one.topic === topic && one.partition === partition)?.next;
          if (BigInt(at ?? 0) < end) throw new Error(`${topic}/${String(partition)} is at ${String(at)}`);
        }
      return true;
    }, PATIENCE);

  it('the rights are complete and minimal', async () => {
    const { code, out } = await system.command('acls', ['--dry-run'], system.asSuperUser());
    expect(code).toBe(0);
    expect(out).toMatch(/^(\d+) rules, of which \1 were there\n$/);
  });

  it('the services speak HTTPS alone', async () => {
    for (const { url } of [customs, platform, policy, api, aggregation, notifier]) {
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      await expect(fetch(`${url.replace('https:', 'http:')}/readyz`)).rejects.toThrow('fetch failed');
    }
  });

  it('pushed events reach the API and a subscriber', async () => {
    const sales = Array.from({ length: 40 }, (_, i) => anySale(i));
    const figures = [figure(SERIES, '2020', { value: '120' }), figure(SERIES, '2019', { value: '100' })];
    expect(await push(customs, cloudEvents(figures))).toMatchObject({ status: 202 });
    expect(await push(platform, cloudEvents(sales))).toMatchObject({ status: 202 });
    expect(await push(policy, cloudEvents([NOTICE]))).toMatchObject({ status: 202 });
    await dealtWith();
    const state = await get(`/v1/growth/${SERIES}/2020`);
    expect(state.growth.GY.computed.value).toBe('20.0000');
    expect((await get('/v1/growth?reporter=SHOP')).items.length).toBeGreaterThan(10);
    expect((await get('/v1/notices')).items).toHaveLength(1);
    expect(
      await subscribed('growth-updated.customs', ({ key, version }) => `${key} ${String(version)}`),
    ).toContain(`${state.key} ${String(state.version)}`);
    // Only the superuser sees all connections, and the superuser's own are in the list.
    const { rows } = await readModel.pool.query(
      `select bool_and(ssl) as "allTls", count(distinct usename) filter (where usename like 'silkgauge\\_%')::int as roles
         from pg_stat_ssl join pg_stat_activity using (pid) where client_addr is not null`,
    );
    expect(rows).toEqual([{ allTls: true, roles: 3 }]);
  });

  it('a key that an operator makes counts at every service, and the audit has what each did', async () => {
    const first = await system.command('access', ['bootstrap'], system.as('operators'));
    expectDone(first);
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const operator = { ...bearer(first.out.trim()), 'content-type': 'application/json' };
    const access = await system.start('access', system.as('access'));
    const body = JSON.stringify({ name: 'reader', scopes: ['read'], expiresAt: null });
    const made = await fetch(`${access.url}/v1/keys`, { method: 'POST', headers: operator, body });
    expect(made.status).toBe(201);
    const { token } = (await made.json()) as { token: string };
    // Nobody listens at the sink, which therefore waits for its consent.
    const subscribed = await fetch(`${notifier.url}/v1/subscriptions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sink: `http://127.0.0.1:${String(await freePort())}/`, protocol: 'HTTP' }),
    });
    expect(subscribed.status).toBe(201);
    for (const url of [`${customs.url}/openapi.json`, `${api.url}/v1/growth?limit=1`])
      await eventually(async () => (await fetch(url, { headers: bearer(token) })).status === 200, PATIENCE);
    await eventually(async () => {
      const lines = await (await fetch(`${access.url}/v1/audit.ndjson`, { headers: operator })).text();
      const told = lines.split('\n').filter(Boolean);
      const entries = told.map((line) => JSON.parse(line) as { action: string; target: string });
      const started = entries.flatMap(({ action, target }) => (action === 'process.started' ? [target] : []));
      for (const name of SERVICES) expect(started).toContain(`silkgauge-${name}`);
      expect(entries.map(({ action }) => action)).toContain('subscription.created');
      expect(entries.filter(({ action }) => action === 'key.created')).toHaveLength(2);
      return true;
    }, PATIENCE);
  });

  it('the commands work, each as its own principal', async () => {
    // A program writes sales past the doors, including one invalid record.
    await sendAs('producer', 'platform.sales', [{ key: 'k', value: 'no event' }]);
    await dealtWith();
    const letter = await eventually(async () => {
      const listed = await operator('dlq', 'list', '--json');
      expectDone(listed);
      return (JSON.parse(listed.out) as { place: string }[])[0]?.place;
    }, PATIENCE);
    expectDone(await operator('dlq', 'show', letter));
    const file = join(folder, 'event.json');
    writeFileSync(file, JSON.stringify(cloudEvents([anySale(1_000)])[0]));
    expectDone(await operator('dlq', 'replay', letter, '--replace', file));
    await dealtWith();
    expectDone(await operator('audit', '--compare'));
    expectDone(await operator('rebuild', '--reason', 'to see whether it may'));
    expectDone(await operator('recover', '--dry-run'));
    expectDone(await operator('recover', '--reason', 'as after a restore', '--publish'));

    await aggregation.stop();
    const skipped = sale({ amount: '1.00', orderedAt: '2024-05-01T00:00:00Z' }, 'skipped');
    const { body } = await push(platform, cloudEvents([skipped]));
    const [{ partition, offset }] = body.receipts;
    const args = ['platform.sales', String(partition), String(offset), '--reason', 'to see whether it may'];
    expectDone(await operator('skip', ...args));
    aggregation = await startAggregation();
    await dealtWith();
  }, 400_000);

  it('a principal can use its own rights only', async () => {
    const ofOthers = await system.command('topics', [], system.as('customs-feed'));
    expect(ofOthers.code).toBe(1);
    const sending = sendAs('customs-feed', 'platform.sales', [{ key: 'k', value: 'v' }]);
    await expect(sending).rejects.toThrow(/not authorized/i);
    const { code, err } = await runOperator('dlq', ['list'], {
      ...system.as('subscriber'),
      ...system.role('growth_api', NAME),
    });
    // Brokers hide topics from principals without rights.
    expect([code, err]).toEqual([1, expect.stringMatching(/no topic [a-z.-]+\.dlq/)]);
  });
});

describe('expiring tokens', () => {
  const NAME = 'tokens';
  const PREFIX = 'expired-';
  let world: World;
  let producer: SafeProducer;
  let aggregation: RunningApp;

  beforeAll(async () => {
    const readModel = await setUp(NAME, PREFIX);
    producer = new SafeProducer({ ...system.superUser, deadline: 30_000 });
    ends.push(() => producer.close());
    world = { prefix: PREFIX, kafka: system.superUser, readModel, sold: [] };
    aggregation = await system.start('aggregation', {
      ...system.as('aggregation', { byToken: true }),
      ...system.role('aggregation', NAME),
      TOPIC_PREFIX: PREFIX,
    });
  });

  /** Sells until the returned function is called. */
  function selling(): () => Promise<void> {
    let isOver = false;
    const load = (async () => {
      while (!isOver) {
        const events = Array.from({ length: 20 }, (_, i) => anySale(world.sold.length + i));
        await producer.send(`${PREFIX}platform.sales`, events.map(structured));
        world.sold.push(...events);
        await sleep(50);
      }
    })();
    // A failure of the load fails the test, not the process.
    load.catch(() => undefined);
    return () => {
      isOver = true;
      return load;
    };
  }

  const readiness = async () => {
    const response = await fetch(`${aggregation.url}/readyz`);
    const { checks } = (await response.json()) as { checks: { streams: { reason: string | null } } };
    return { isReady: response.status === 200, reason: checks.streams.reason ?? '' };
  };
  const saysNotReady = (why: string) =>
    eventually(async () => {
      const { isReady, reason } = await readiness();
      expect(reason).toContain(why);
      expect(isReady).toBe(false);
      return true;
    }, PATIENCE);
  const goesOn = async () => {
    await eventually(async () => (await readiness()).isReady, PATIENCE);
    const before = await dealtWith();
    await eventually(async () => (await dealtWith()) > before, PATIENCE);
  };
  const dealtWith = async () =>
    (await readPositions(world.readModel.pool)).reduce((sum, { next }) => sum + Number(next), 0);

  it('scenario 32: expired token: the aggregation says what it lacks while the token server gives none or ones that have run out, and goes on by itself', async () => {
    const stop = selling();
    await goesOn();
    const given = system.tokens.given('aggregation');
    // Tokens are renewed during the load.
    await eventually(() => system.tokens.given('aggregation') > given + 2, PATIENCE);
    expect(await readiness()).toEqual({ isReady: true, reason: '' });

    system.tokens.give('none');
    await saysNotReady('no token from');
    system.tokens.give('good');
    await goesOn();

    system.tokens.give('expired');
    await saysNotReady('SASL_AUTHENTICATION_FAILED');
    system.tokens.give('good');
    await goesOn();

    await stop();
    // The process was never restarted.
    expect(() => process.kill(aggregation.pid, 0)).not.toThrow();
    await everythingHolds(world);
  }, 600_000);
});

/** Sends with a stock client as the principal. */
async function sendAs(principal: string, topic: string, messages: { key: string; value: string }[]) {
  const producer = stock(principal).producer({ retry: { retries: 1 } });
  await producer.connect();
  try {
    await producer.send({ topic, messages });
  } finally {
    await producer.disconnect();
  }
}

/** Records of a topic up to its present end, read by a stock client as the subscriber. */
async function subscribed(
  topic: string,
  told: (state: { key: string; version: number }) => string,
): Promise<string[]> {
  const consumer = stock('subscriber').consumer({ groupId: 'subscriber-of-the-spec' });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const found: string[] = [];
  let count = 0;
  await consumer.run({
    eachMessage: ({ message }) => {
      count += 1;
      found.push(told(JSON.parse(String(message.value))));
      return Promise.resolve();
    },
  });
  try {
    await eventually(() => count >= 2, PATIENCE);
  } finally {
    await consumer.disconnect();
  }
  return found;
}

function stock(principal: string): Kafka {
  const env = system.as(principal);
  const text = (name: string) => readFileSync(env[name] ?? '', 'utf8');
  return new Kafka({
    brokers: [system.cluster.brokers],
    ssl: { ca: text('KAFKA_CA_FILE') },
    sasl: { mechanism: 'scram-sha-512', username: principal, password: text('KAFKA_PASSWORD_FILE').trim() },
    logLevel: logLevel.NOTHING,
  });
}

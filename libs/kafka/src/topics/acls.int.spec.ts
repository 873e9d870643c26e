import { readFileSync, rmSync } from 'node:fs';
import { inspect } from 'node:util';
import { FEEDS, INPUT_TOPICS, topics } from '@silkgauge/contract';
import {
  certificateAuthority,
  eventually,
  newDataFolder,
  startKafkaCluster,
  SUPER_USER,
  testBrokers,
  type CertificateAuthority,
  type KafkaCluster,
} from '@silkgauge/testing';
import { Connection, fetchV12 } from '@platformatic/kafka';
import { Kafka, logLevel, Partitioners, type Admin, type AclEntry } from 'kafkajs';
import { applyAcls, lacksAcls } from './apply-acls.ts';
import { readAcls, ruleText, type AclOperation, type AclRule } from './acls.ts';
import type { KafkaConfig } from '../broker/client.ts';
import { ensureTopics } from './topics.ts';

const rules = readAcls(readFileSync(new URL('../../../../ops/kafka/acls.json', import.meta.url), 'utf8'));
const principals = [...new Set(rules.map(({ principal }) => principal))];
const ofPrincipals = [...Map.groupBy(rules, ({ principal }) => principal).values()];
/** Rules in turns of their principals, so that neighbours do not wait for each other. */
const byTurns = rules.flatMap((_, i) => ofPrincipals.flatMap((own) => own[i] ?? []));
const folder = newDataFolder('acls');
let ca: CertificateAuthority;
let cluster: KafkaCluster;
let superUser: KafkaConfig;

beforeAll(async () => {
  ca = await certificateAuthority(folder);
  const users = Object.fromEntries(principals.map((name) => [name, `pass-${name}`]));
  cluster = await startKafkaCluster({ brokers: 1, security: { ca, users } });
  const { certFile, keyFile } = await ca.issue(SUPER_USER);
  const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')];
  superUser = {
    brokers: [cluster.addresses[0]?.mutual ?? ''],
    security: { protocol: 'SSL', tls: { ca: readFileSync(ca.caFile, 'utf8'), cert, key } },
  };
  // A broker may answer late just after its start.
  await eventually(() => ensureTopics(superUser, topics()), { within: 120_000, every: 500 });
});

afterAll(async () => {
  await cluster?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A stock client of a principal. */
const clientOf = (principal: string) =>
  new Kafka({
    brokers: [cluster.brokers],
    clientId: principal,
    ssl: { ca: readFileSync(ca.caFile, 'utf8') },
    sasl: { mechanism: 'scram-sha-512', username: principal, password: `pass-${principal}` },
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });

it('creates missing rules once, and reports rules beyond the file', async () => {
  expect((await applyAcls(superUser, rules, { isDry: true })).created).toEqual(rules);
  expect((await applyAcls(superUser, rules)).created).toEqual(rules);
  const beyond: AclEntry = { ...(rules[0] as AclRule).entry, resourceName: 'more' };
  await cluster.admin((admin) => admin.createAcls({ acl: [beyond] }));
  // Brokers learn of a rule a moment after its creation.
  await eventually(async () => {
    const again = await applyAcls(superUser, rules);
    expect(again).toMatchObject({ created: [], beyond: [beyond] });
    expect(again.present).toHaveLength(rules.length);
    return true;
  }, PATIENCE);
  await cluster.admin((admin) => admin.deleteAcls({ filters: [beyond] }));
});

it.concurrent.each(byTurns.map((rule) => [ruleText(rule), rule] as const))(
  'without "%s" the call that it serves is refused, with it the call succeeds',
  (_, rule) =>
    inTurn(rule.principal, async () => {
      await cluster.admin((admin) => admin.deleteAcls({ filters: [rule.entry] }));
      try {
        await eventually(async () => {
          expect(await refusalOf(rule)).toMatch(REFUSED);
          return true;
        }, PATIENCE);
      } finally {
        await cluster.admin((admin) => admin.createAcls({ acl: [rule.entry] }));
      }
      await eventually(async () => {
        expect(await refusalOf(rule)).toBe('');
        return true;
      }, PATIENCE);
    }),
  300_000,
);

/** A feed reads no topic of its own, and writes to none of others. */
function outsideOfFeed(feed: string): readonly (readonly [string, AclOperation, string])[] {
  const own = rules.flatMap(({ principal, operation, name }) =>
    principal === feed && operation === 'Write' ? [name] : [],
  );
  const [first = ''] = own;
  const others = INPUT_TOPICS.find((topic) => !own.includes(topic)) ?? '';
  return [
    [feed, 'Read', first],
    [feed, 'Write', others],
    [feed, 'Write', 'clock.ticks'],
    [feed, 'Write', 'silkgauge.access'],
  ];
}

/** For each principal what stands just outside its lines. */
const OUTSIDE: readonly (readonly [principal: string, operation: AclOperation, topic: string])[] = [
  ...FEEDS.flatMap(outsideOfFeed),
  ['aggregation', 'Write', 'customs.figures'],
  ['aggregation', 'Write', 'silkgauge.access'],
  ['growth-api', 'Write', 'silkgauge.access'],
  ['growth-api', 'Read', 'growth-updated.customs'],
  ['notifier', 'Write', 'silkgauge.access'],
  ['notifier', 'Read', 'silkgauge.audit'],
  ['access', 'Write', 'customs.figures'],
  ['access', 'Read', 'growth-updated.customs'],
  ['set-up', 'Write', 'silkgauge.access'],
  ['set-up', 'Read', 'customs.embargoed'],
  ['operators', 'Write', 'silkgauge.access-usage'],
  ['operators', 'Read', 'silkgauge.audit'],
  ['producer', 'Write', 'platform.figures'],
  ['producer', 'Read', 'platform.sales'],
  ['subscriber', 'Read', 'silkgauge.audit'],
  ['subscriber', 'Read', 'customs.embargoed'],
  ['subscriber', 'Write', 'growth-updated.customs'],
];

it.each(OUTSIDE)('%s may not %s %s, which is outside its lines', async (principal, operation, name) => {
  expect(await refusalOf({ principal, operation, resource: 'topics', name })).toMatch(REFUSED);
});

it('every principal has something outside its lines, also a group and a fence of others', async () => {
  expect(new Set(OUTSIDE.map(([principal]) => principal))).toEqual(new Set(principals));
  const group = { principal: 'subscriber', operation: 'Read', resource: 'groups' } as const;
  expect(await refusalOf({ ...group, name: 'silkgauge-aggregation' })).toMatch(REFUSED);
  const fence = { principal: 'aggregation', operation: 'Write', resource: 'transactionalIds' } as const;
  expect(await refusalOf({ ...fence, name: 'silkgauge-access' })).toMatch(REFUSED);
});

it('tells brokers without ACLs from those that have them, also for a principal that may not ask', async () => {
  expect(await lacksAcls({ brokers: testBrokers().split(',') })).toBe(true);
  expect(await lacksAcls(superUser)).toBe(false);
  const sasl = { mechanism: 'SCRAM-SHA-512', username: 'aggregation', password: 'pass-aggregation' } as const;
  const tls = { ca: readFileSync(ca.caFile, 'utf8') };
  const aggregation = { brokers: [cluster.brokers], security: { protocol: 'SASL_SSL', tls, sasl } } as const;
  expect(await lacksAcls(aggregation)).toBe(false);
});

it('gives a client without a principal no access', async () => {
  const kafka = new Kafka({
    brokers: [cluster.addresses[0]?.tls ?? ''],
    ssl: { ca: readFileSync(ca.caFile, 'utf8') },
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  expect(await admin.listTopics()).toEqual([]);
  await admin.disconnect();
});

const turns = new Map<string, Promise<void>>();

/** A principal lacks one rule at a time; other principals do not wait. */
function inTurn(principal: string, work: () => Promise<void>): Promise<void> {
  const turn = (turns.get(principal) ?? Promise.resolve()).then(work);
  turns.set(
    principal,
    turn.catch(() => undefined),
  );
  return turn;
}

/** kafkajs does not find a coordinator that the broker hides from a principal. */
const REFUSED = /authoriz|KafkaJSGroupCoordinatorNotFound/i;

const PATIENCE = { within: 60_000, every: 50 };

type AclCall = Pick<AclRule, 'principal' | 'operation' | 'resource' | 'name'>;

/** The broker's refusal of the call that a rule serves; empty if the call succeeds. */
const refusalOf = (rule: AclCall): Promise<string> =>
  callOf(rule).then(
    () => '',
    (error: unknown) => inspect(error, { depth: 6 }),
  );

/** Makes the call that a rule serves, as the rule's principal. */
async function callOf(rule: AclCall): Promise<void> {
  const { principal, operation, resource, name } = rule;
  switch (`${operation} ${resource}`) {
    case 'Write topics':
      return produce(principal, name);
    case 'Read topics':
      return fetchFrom(principal, name);
    case 'Read groups':
      return joinGroup(principal, name);
    case 'Write transactionalIds':
      return beginTransaction(principal, name);
    case 'DescribeConfigs topics':
      return asAdmin(principal, (admin) =>
        admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name }] }),
      );
    case 'Create topics':
      // The topic exists, which the broker tells only to principals that may create it.
      return asAdmin(principal, (admin) =>
        admin.createTopics({ topics: [{ topic: name }], waitForLeaders: false }),
      );
    case 'Describe topics':
      return asAdmin(principal, (admin) => admin.fetchTopicMetadata({ topics: [name] }));
    case 'AlterConfigs topics':
      return asAdmin(principal, (admin) =>
        admin.alterConfigs({
          validateOnly: true,
          resources: [{ type: 2, name, configEntries: [{ name: 'retention.ms', value: '-1' }] }],
        }),
      );
    default:
      throw new Error(`no call is known for ${operation} on ${resource}`);
  }
}

/** Fetches as a reader without a group does. */
async function fetchFrom(principal: string, topic: string): Promise<void> {
  const connection = new Connection(principal, {
    tls: { ca: readFileSync(ca.caFile, 'utf8') },
    sasl: { mechanism: 'SCRAM-SHA-512', username: principal, password: `pass-${principal}` },
  });
  const [host = '', port] = cluster.brokers.split(':');
  try {
    await connection.connect(host, Number(port));
    const partition = {
      partition: 0,
      currentLeaderEpoch: -1,
      fetchOffset: 0n,
      lastFetchedEpoch: -1,
      partitionMaxBytes: 1,
    };
    const wanted = [{ topicId: topic, partitions: [partition] }];
    await fetchV12.api.async(connection, 0, 0, 1, 1, 0, -1, wanted, [], '');
  } finally {
    await connection.close();
  }
}

/** Joins the group as a member and leaves it. */
async function joinGroup(principal: string, groupId: string): Promise<void> {
  const consumer = clientOf(principal).consumer({ groupId, retry: { retries: 2 } });
  const joined = Promise.withResolvers<undefined>();
  consumer.on('consumer.group_join', () => {
    joined.resolve(undefined);
  });
  consumer.on('consumer.crash', ({ payload }) => {
    joined.reject(payload.error);
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: topicOf(principal) });
    await consumer.run({ eachMessage: () => Promise.resolve() });
    await joined.promise;
  } finally {
    await consumer.disconnect();
  }
}

const topicOf = (principal: string): string =>
  rules.find(
    (rule) => rule.principal === principal && rule.operation === 'Read' && rule.resource === 'topics',
  )?.name ?? '';

async function asAdmin(principal: string, work: (admin: Admin) => Promise<unknown>): Promise<void> {
  const admin = clientOf(principal).admin();
  try {
    await admin.connect();
    await work(admin);
  } finally {
    await admin.disconnect();
  }
}

async function produce(principal: string, topic: string): Promise<void> {
  const producer = clientOf(principal).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    idempotent: true,
    retry: { retries: 1 },
  });
  try {
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: [{ key: 'k', value: 'v' }] });
  } finally {
    await producer.disconnect();
  }
}

async function beginTransaction(principal: string, transactionalId: string): Promise<void> {
  const producer = clientOf(principal).producer({
    transactionalId,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { retries: 2 },
  });
  try {
    await producer.connect();
    await (await producer.transaction()).abort();
  } finally {
    await producer.disconnect();
  }
}

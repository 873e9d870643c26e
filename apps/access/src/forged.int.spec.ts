import { topics } from '@silkgauge/contract';
import { ensureTopics, SafeProducer } from '@silkgauge/kafka';
import { keyDigest, newKey, newKeyId } from '@silkgauge/access';
import { eventually } from '@silkgauge/testing';
import { accessWorld, ask } from './access.fixture.ts';
import { reportText, verifyAudit } from './cli/audit-commands.ts';
import { account, bootstrap } from './cli/bootstrap.ts';
import { seal, signedRecords } from './cli/seal.ts';

let world: Awaited<ReturnType<typeof accessWorld>>;
let url: string;
beforeAll(async () => {
  world = await accessWorld();
  ({ url } = await world.start());
});
afterAll(() => world.stop());

/** Writes records as anybody can who may write the topic. */
const forge = async (...records: readonly { kind: string; id: string }[]): Promise<void> => {
  const producer = new SafeProducer(world.kafka);
  await producer.send(
    `${world.prefix}silkgauge.access`,
    records.map((record) => ({
      key: record.kind === 'key' ? `key/${record.id}` : 'policy',
      value: JSON.stringify(record),
    })),
  );
  await producer.close();
};
const metric = async (reason: string): Promise<number> => {
  const { body } = await ask(url, 'GET /metrics', world.operator);
  const line = new RegExp(`silkgauge_access_ignored_total\\{reason="${reason}"\\} (\\d+)`);
  return Number(line.exec(String(body))?.[1] ?? 0);
};
const policy = (version: number, anonymous: string[]) => ({
  ...{ kind: 'policy', id: 'policy', version },
  policy: { anonymous },
});
const forgedOperator = () => {
  const id = newKeyId();
  const token = newKey(id);
  return {
    token,
    record: {
      ...{ kind: 'key', id, version: 1, name: 'root', scopes: ['operate', 'observe'], write: null },
      ...{ limits: null, addresses: null, expiresAt: null, jwt: null, createdBy: 'cli' },
      ...{ createdAt: '2026-11-28T10:00:00Z', revokedAt: null, revokedReason: null },
      secrets: [{ hash: keyDigest(token).toString('hex'), from: '2026-11-28T10:00:00Z', until: null }],
    },
  };
};

const verified = async () => reportText(await verifyAudit(undefined, () => ({ url, key: world.operator })));

it('records and entries agree while nobody forges one', async () => {
  expect(await verified()).toMatch(/\n1 records of keys and policy: each has its entry/);
});

it('a key that nobody signed is no key, for early and late processes', async () => {
  const { token, record } = forgedOperator();
  await forge(record);
  await eventually(async () => (await metric('not-signed')) === 1);
  const late = await world.start();
  for (const each of [url, late.url]) expect((await ask(each, 'GET /v1/keys', token)).status).toBe(401);
});

it('a policy of the highest version that nobody signed decides nothing, and an operator goes on', async () => {
  const before = await metric('not-signed');
  await forge(policy(Number.MAX_SAFE_INTEGER, ['read', 'push']));
  await eventually(async () => (await metric('not-signed')) === before + 1);
  expect((await ask(url, 'GET /v1/policy', world.operator)).body).toMatchObject({ version: 0 });
  const put = await ask(url, 'PUT /v1/policy', world.operator, { anonymous: [] }, { 'if-match': '"0"' });
  expect(put.status).toBe(200);
  const late = await world.start();
  for (const each of [url, late.url])
    expect((await ask(each, 'GET /v1/policy', world.operator)).body).toMatchObject({
      version: 1,
      anonymous: [],
    });
});

it('the audit names the first forged record, and the first entry whose record is missing', async () => {
  expect(await verified()).toMatch(
    /\nThe record key\/\w{12}, version 1, at offset \d+, is forged: no entry tells of it.* \(4 records/,
  );
});

it('records of before count once they are sealed, but those that are left out', async () => {
  const old = await accessWorld();
  const unsigned = { publicKeys: null, signingKey: null };
  const prefix = `${old.prefix}before.`;
  await ensureTopics(old.kafka, topics(prefix));
  const first = await bootstrap(old.kafka, prefix, unsigned);
  const producer = new SafeProducer(old.kafka);
  const forged = policy(Number.MAX_SAFE_INTEGER, ['push']);
  await producer.send(`${prefix}silkgauge.access`, [{ key: 'policy', value: JSON.stringify(forged) }]);
  await producer.close();

  const found = await signedRecords(old.kafka, prefix, old.signing);
  const own = `key/${String(first?.key.id)}`;
  expect(found.map(({ name, isSigned }) => [name, isSigned])).toEqual([
    ['policy', false],
    [own, false],
  ]);
  const chosen = found.filter(({ name }) => name !== 'policy');
  expect(await seal(old.kafka, prefix, old.signing, chosen)).toEqual([own]);
  expect(await seal(old.kafka, prefix, old.signing, chosen)).toEqual([]);
  const again = await signedRecords(old.kafka, prefix, old.signing);
  expect(again.map(({ name, isSigned }) => [name, isSigned])).toEqual([
    ['policy', false],
    [own, true],
  ]);
  const service = await old.start({ TOPIC_PREFIX: prefix });
  const token = String(first?.token);
  const told = await ask(service.url, 'GET /v1/policy', token);
  expect([told.status, told.body]).toMatchObject([200, { version: 0 }]);
  const audit = await ask(service.url, 'GET /v1/audit?action=key.sealed', token);
  expect(audit.body).toMatchObject({ items: [{ target: own, outcome: 'done', actor: { cli: account() } }] });
  await old.stop();
});

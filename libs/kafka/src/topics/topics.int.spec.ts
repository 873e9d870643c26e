import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { topics } from '@silkgauge/contract';
import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { ConfigResourceTypes, incrementalAlterConfigsV1 } from '@platformatic/kafka';
import { BrokerProbe } from '../broker/broker-probe.ts';
import { createKafka } from '../broker/client.ts';
import { withCluster } from '../broker/cluster.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { earliestOffsets, latestOffsets } from '../broker/offsets.ts';
import { readReplication } from './replication.ts';
import { configurations, ensureTopics } from './topics.ts';
import { numbered } from '../spec/topic.fixture.ts';

const kafka = { brokers: [testBrokers()] };

describe('topics', () => {
  it('creates missing topics, sets differing configuration, and changes nothing when run again', async () => {
    const wanted = topics(topicPrefix()).slice(0, 3);
    const names = wanted.map(({ name }) => name);
    expect(await ensureTopics(kafka, wanted)).toEqual({ created: names, altered: [], differing: [] });
    expect(await ensureTopics(kafka, wanted)).toEqual({ created: [], altered: [], differing: [] });

    const [first] = wanted;
    const changed = {
      ...first!,
      partitions: 9,
      config: { ...first!.config, 'max.message.bytes': '2000000' },
    };
    const again = await ensureTopics(kafka, [changed]);
    expect(again.altered).toEqual([first!.name]);
    expect(again.differing).toEqual([`${first!.name} has ${String(first!.partitions)} partitions, not 9`]);
    // The broker shows a new configuration a moment after the change.
    await eventually(async () => (await ensureTopics(kafka, [changed])).altered.length === 0);
  });

  it("leaves an operator's own settings, and reports the replication", async () => {
    const name = `${topicPrefix()}operated`;
    const spec = { name, partitions: 1, config: { 'cleanup.policy': 'compact' } };
    await ensureTopics(kafka, [spec]);
    await withCluster(kafka, (cluster) =>
      cluster.anywhere((node) =>
        cluster.request(
          node,
          incrementalAlterConfigsV1.api,
          [
            {
              resourceType: ConfigResourceTypes.TOPIC,
              resourceName: name,
              configs: [{ name: 'segment.bytes', configOperation: 0, value: '1048576' }],
            },
          ],
          false,
        ),
      ),
    );
    const changed = { ...spec, config: { 'cleanup.policy': 'delete' } };
    expect((await ensureTopics(kafka, [changed])).altered).toEqual([name]);
    await eventually(async () => (await ensureTopics(kafka, [changed])).altered.length === 0);
    const keys = ['segment.bytes', 'cleanup.policy'];
    const found = await withCluster(kafka, (cluster) => configurations(cluster, [{ name, keys }]));
    expect(found.get(name)).toEqual(
      new Map([
        ['cleanup.policy', 'delete'],
        ['segment.bytes', '1048576'],
      ]),
    );
    expect(await readReplication(kafka, [name, `${name}-not`])).toEqual([
      { topic: name, replicas: 1, inSync: 1, minInSync: 1 },
    ]);
  });

  it('returns the first and the next offset of each partition', async () => {
    const name = `${topicPrefix()}offsets`;
    await ensureTopics(kafka, [{ name, partitions: 2, config: {} }]);
    const producer = new SafeProducer(kafka);
    const receipts = await producer.send(name, numbered('a', 20));
    await producer.close();
    const onFirst = BigInt(receipts.filter(({ partition }) => partition === 0).length);
    expect(await earliestOffsets(kafka, name)).toEqual(
      new Map([
        [0, 0n],
        [1, 0n],
      ]),
    );
    expect(await latestOffsets(kafka, name)).toEqual(
      new Map([
        [0, onFirst],
        [1, 20n - onFirst],
      ]),
    );
  });

  it('a probe reports missing topics, and brokers that do not answer', async () => {
    const name = `${topicPrefix()}probed`;
    const probe = new BrokerProbe(kafka, [name]);
    expect(await probe.check()).toEqual({ ok: false, reason: `no topic ${name}; create the topics first` });
    await probe.close();
    await ensureTopics(kafka, [{ name, partitions: 1, config: {} }]);
    const second = new BrokerProbe(kafka, [name]);
    expect(await second.check()).toEqual({ ok: true });
    await second.close();
    const nobody = new BrokerProbe({ brokers: ['127.0.0.1:1'] }, []);
    expect(await nobody.check()).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ECONNREFUSED'),
    });
    await nobody.close();
  });

  it('the command creates all topics of the contract', async () => {
    const prefix = topicPrefix();
    const command = new URL('../../dist/create-topics.js', import.meta.url).pathname;
    const env = { ...process.env, NODE_OPTIONS: '', KAFKA_BROKERS: testBrokers(), TOPIC_PREFIX: prefix };
    const run = () => promisify(execFile)(process.execPath, [command], { env });
    expect((await run()).stdout).toContain(`created ${prefix}customs.figures`);
    expect((await run()).stdout.trim()).toBe(`${String(topics().length)} topics are there`);
    const admin = createKafka(kafka).admin();
    await admin.connect();
    const known = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
    await admin.disconnect();
    expect(known.sort()).toEqual(
      topics(prefix)
        .map(({ name }) => name)
        .sort(),
    );

    const unset = { ...env, KAFKA_BROKERS: '' };
    await expect(promisify(execFile)(process.execPath, [command], { env: unset })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('KAFKA_BROKERS is missing'),
    });
  });
});

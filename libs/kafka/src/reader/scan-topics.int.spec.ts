import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { FencedSender } from '../sender/fenced-sender.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { scanTopics, type Scanned, type ScanRange } from './scan-topics.ts';
import { createTopic, numbered } from '../spec/topic.fixture.ts';
import { latestOffsets } from '../broker/offsets.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();
const plain = `${prefix}plain`;

beforeAll(async () => {
  await createTopic(kafka, plain, 1);
  const producer = new SafeProducer(kafka);
  await producer.send(plain, numbered('p', 10));
  await producer.close();
});

/** Values in the order of the scan. */
async function scan(ranges: readonly ScanRange[], take: (found: Scanned) => boolean = () => true) {
  const values: string[] = [];
  await scanTopics(kafka, ranges, (found) => {
    values.push(...found.records.map(({ value }) => String(value)));
    return take(found);
  });
  return values;
}

describe('scanTopics', () => {
  it('reads whole partitions that end with control records, bytes and repeated headers as sent', async () => {
    const topic = `${prefix}transactions`;
    await createTopic(kafka, topic, 3);
    const sender = await FencedSender.open({ ...kafka, transactionalId: `${prefix}tx`, topics: [plain] });
    const headers = { odd: [Buffer.from([0xff, 0]), Buffer.from('two')] };
    const value = Buffer.from([0xfe, 0xff]);
    for (const name of ['a', 'b', 'c']) {
      await sender.sendTogether([
        { topic, records: numbered(name, 4).map(({ key }) => ({ key, value, headers })) },
      ]);
    }
    await sender.close();
    // The brokers write the control records of a transaction after its end was answered.
    const keys = await eventually(async () => {
      const ends = [...(await latestOffsets(kafka, topic))];
      const ranges = ends.map(([partition, until]) => ({ topic, partition, from: 0n, until }));
      const found: string[] = [];
      await scanTopics(kafka, ranges, ({ records }) => {
        found.push(...records.map(({ key }) => String(key)));
        for (const record of records) {
          expect(record.value).toEqual(value);
          expect(record.headers).toEqual(headers.odd.map((bytes) => ['odd', bytes]));
        }
        return true;
      });
      return found.length < 12 ? undefined : found;
    });
    expect(keys.sort()).toEqual(
      ['a', 'b', 'c'].flatMap((name) => numbered(name, 4).map(({ key }) => key)).sort(),
    );
  });

  it('ends at the end of the range or when the listener ends it, and asks nothing for an empty range', async () => {
    const part = { topic: plain, partition: 0, from: 3n, until: 6n };
    expect(await scan([part])).toEqual(['{"n":3}', '{"n":4}', '{"n":5}']);
    let calls = 0;
    await scan([{ ...part, until: 10n }], () => (calls += 1) < 1);
    expect(calls).toBe(1);
    expect(await scan([{ topic: `${prefix}missing`, partition: 0, from: 3n, until: 3n }])).toEqual([]);
  });

  it('fails with the error of the listener, and for missing records', async () => {
    const part = { topic: plain, partition: 0, from: 0n, until: 10n };
    const failing = scan([part], () => {
      throw new Error('not like this');
    });
    await expect(failing).rejects.toThrow('not like this');
    await expect(scan([{ ...part, from: 50n, until: 60n }])).rejects.toThrow('out of range');
  });

  it('waits for the listener, goes on where its answer says, and reports the end of a partition', async () => {
    const seen: string[] = [];
    const ranges = [
      { topic: plain, partition: 0, from: 0n, until: 10n },
      { topic: `${prefix}missing`, partition: 0, from: 3n, until: 3n },
    ];
    let isBusy = false;
    await scanTopics(kafka, ranges, {
      take: async ({ records }) => {
        expect(isBusy).toBe(false);
        isBusy = true;
        await new Promise((resolve) => setTimeout(resolve, 150));
        isBusy = false;
        seen.push(String(records[0]?.offset));
        return seen.length < 5 ? (records[0]?.offset ?? 0n) + 3n : undefined;
      },
      ended: (topic) => seen.push(topic),
    });
    expect(seen).toEqual([`${prefix}missing`, '0', '3', '6', '9', plain]);
    const failing = scanTopics(kafka, ranges.slice(0, 1), () => Promise.reject(new Error('not like this')));
    await expect(failing).rejects.toThrow('not like this');
  });
});

import { fakeTopic, LogBroker } from '../spec/log-broker.fixture.ts';
import { TopicReading } from './topic-reading.ts';

it('a reading gets each record once, up to the end at each call, and again only what was not taken', async () => {
  const topic = fakeTopic('read', 1);
  const [log] = topic.logs;
  log?.push('a', 'b');
  const broker = await LogBroker.open(1, topic);
  const values: string[] = [];
  let isRefusing = false;
  const reading = new TopicReading(
    { brokers: [`127.0.0.1:${String(broker.port)}`] },
    'read',
    ({ records }) => {
      if (isRefusing) throw new Error('no room');
      values.push(...records.map(({ value }) => String(value)));
    },
  );
  try {
    await reading.readToEnd();
    expect(values).toEqual(['a', 'b']);
    await Promise.all([reading.readToEnd(), reading.readToEnd()]);
    log?.push('c');
    isRefusing = true;
    await expect(reading.readToEnd()).rejects.toThrow('no room');
    isRefusing = false;
    log?.push('d');
    await Promise.all([reading.readToEnd(), reading.readToEnd()]);
    expect(values).toEqual(['a', 'b', 'c', 'd']);
  } finally {
    await reading.close();
    broker.close();
  }
  // A reading that has ended takes no more, and no call fails.
  log?.push('e');
  await reading.readToEnd();
  expect(values).toHaveLength(4);
});

import { eventually } from '@silkgauge/testing';
import { fakeTopic, LogBroker } from '../spec/log-broker.fixture.ts';
import { followTopic } from './follow-topic.ts';
import type { Scanned } from './scan-topics.ts';

it('followTopic passes over unreadable batches, tells of each, and goes on behind them', async () => {
  const topic = fakeTopic('followed', 1);
  topic.logs[0]?.push('a', 'b', 'c', 'd', 'e');
  const broker = await LogBroker.open(1, topic);
  broker.unreadable.add(1n).add(2n).add(4n);
  const found: Scanned[] = [];
  const values = () => found.flatMap(({ records }) => records.map(({ value }) => String(value)));
  const take = (one: Scanned) => {
    found.push(one);
    return Promise.resolve();
  };
  const stop = new AbortController();
  const following = followTopic(
    { brokers: [`127.0.0.1:${String(broker.port)}`] },
    'followed',
    take,
    stop.signal,
  );
  try {
    await eventually(() => values().length === 2);
    topic.logs[0]?.push('f');
    await eventually(() => values().length === 3);
  } finally {
    stop.abort();
    await following;
    broker.close();
  }
  expect(values()).toEqual(['a', 'd', 'f']);
  const unreadable = found.flatMap((one) => one.unreadable ?? []);
  expect(unreadable.map(({ first, next }) => [first, next])).toEqual([
    [1n, 2n],
    [2n, 3n],
    [4n, 5n],
  ]);
  expect(unreadable[0]?.reason).toContain('codec 7');
});

import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { SafeProducer } from '../sender/safe-producer.ts';
import { createTopic, numbered } from '../spec/topic.fixture.ts';
import { followTopic } from './follow-topic.ts';

const kafka = { brokers: [testBrokers()] };

it('followTopic reads a topic from its beginning and goes on, until it is told to end', async () => {
  const topic = `${topicPrefix()}followed`;
  await createTopic(kafka, topic, 2);
  const producer = new SafeProducer(kafka);
  await producer.send(topic, numbered('a', 5));
  const keys: string[] = [];
  const stop = new AbortController();
  const following = followTopic(
    kafka,
    topic,
    ({ records }) => {
      keys.push(...records.map(({ key }) => String(key)));
      return Promise.resolve();
    },
    stop.signal,
  );
  await eventually(() => keys.length === 5);
  await producer.send(topic, numbered('b', 5));
  await eventually(() => keys.length === 10);
  stop.abort();
  await following;
  const sent = ['a', 'b'].flatMap((name) => numbered(name, 5).map(({ key }) => String(key)));
  expect(keys.toSorted()).toEqual(sent.toSorted());
  await producer.close();
});

it('followTopic ends with the error of its listener, and where the topic is missing', async () => {
  const topic = `${topicPrefix()}failing`;
  const { signal } = new AbortController();
  await expect(followTopic(kafka, topic, () => Promise.resolve(), signal)).rejects.toThrow();
  await createTopic(kafka, topic, 1);
  const producer = new SafeProducer(kafka);
  await producer.send(topic, numbered('a', 1));
  const failing = () => Promise.reject(new Error('no room'));
  await expect(followTopic(kafka, topic, failing, signal)).rejects.toThrow('no room');
  await producer.close();
});

import { INPUT_TOPICS, MAX_EVENT_BYTES, topics } from '@silkgauge/contract';
import { readConfig } from '@silkgauge/service';
import { feedVariables } from './config.ts';

const read = (bytes: number) =>
  readConfig({ KAFKA_BROKERS: '127.0.0.1:9092', MAX_EVENT_BYTES: String(bytes) }, feedVariables(4101));

it('a limit of events above that of the topics is refused at start', () => {
  const inputs = topics().filter(({ name }) => INPUT_TOPICS.some((input) => input === name));
  const takes = Math.min(...inputs.map(({ config }) => Number(config['max.message.bytes'])));
  expect(MAX_EVENT_BYTES).toBeLessThan(takes);
  expect(read(MAX_EVENT_BYTES).eventBytes).toBe(MAX_EVENT_BYTES);
  expect(() => read(MAX_EVENT_BYTES + 1)).toThrow(
    /MAX_EVENT_BYTES is "7340033": .*no more than its topic takes/,
  );
  expect(() => read(64 * 1024 * 1024)).toThrow(/MAX_EVENT_BYTES/);
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { javaCommand } from './broker-process.ts';
import { kafkaJars } from './places.ts';

const run = promisify(execFile);

/**
 * Committed values of a topic, read by Kafka's own console consumer (Java), an independent reader. One
 * partition is in order. Ends after `count` values, or after five seconds without a value.
 */
export async function readWithConsoleConsumer(
  brokers: string,
  topic: string,
  count: number,
): Promise<string[]> {
  const args = ['-Xmx128m', '-XX:+UseSerialGC', '-Dlog4j2.level=OFF', '-cp', join(kafkaJars, '*')];
  args.push('org.apache.kafka.tools.consumer.ConsoleConsumer', '--bootstrap-server', brokers);
  args.push('--topic', topic, '--from-beginning', '--isolation-level', 'read_committed');
  args.push('--max-messages', String(count), '--timeout-ms', '5000');
  const { stdout } = await run(javaCommand(), args);
  return stdout.split('\n').filter((line) => line !== '');
}

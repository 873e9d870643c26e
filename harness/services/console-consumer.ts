import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { javaCommand } from './broker-process.ts';
import { kafkaJars } from './places.ts';

const run = promisify(execFile);

/**
 * The values of a topic as Kafka's own console consumer (Java) reads them, with one partition in order, committed records only:
 * an outside judge. It ends after `count` of them, or once nothing has come for five seconds.
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

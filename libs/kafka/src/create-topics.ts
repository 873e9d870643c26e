import { topics } from '@silkgauge/contract';
import { readTarget } from './broker/client.ts';
import { causedBy } from './broker/errors.ts';
import { ensureTopics } from './topics/topics.ts';

/** Creates the missing topics on KAFKA_BROKERS and prints each change. A second run changes nothing. */
const run = async (environment: NodeJS.ProcessEnv): Promise<void> => {
  const { kafka, prefix } = readTarget(environment);
  const wanted = topics(prefix);
  const { created, altered, differing } = await ensureTopics(kafka, wanted);
  for (const name of created) console.log(`created ${name}`);
  for (const name of altered) console.log(`set the configuration of ${name}`);
  for (const note of differing) console.log(`left as it is: ${note}`);
  console.log(`${String(wanted.length)} topics are there`);
};

run(process.env).catch((error: unknown) => {
  console.error(`The topics could not be created: ${causedBy(error)}`);
  process.exitCode = 1;
});

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { applyAcls } from './topics/apply-acls.ts';
import { readAcls, ruleText } from './topics/acls.ts';
import { readTarget } from './broker/client.ts';
import { causedBy } from './broker/errors.ts';

const HELP = `npm run acls -- [options]
  --file ops/kafka/acls.json   who may do what
  --dry-run                    only tells what is missing

Creates the rules that KAFKA_BROKERS does not have, as who KAFKA_SECURITY and its files say: a principal that may alter the cluster.
TOPIC_PREFIX goes before every topic, group and transactional id. What is allowed beyond the file is told and left alone.`;

const run = async (environment: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string', default: 'ops/kafka/acls.json' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const { kafka, prefix } = readTarget(environment);
  const rules = readAcls(readFileSync(values.file, 'utf8'), prefix);
  const isDry = values['dry-run'];
  const { created, present, beyond } = await applyAcls(kafka, rules, { isDry });
  for (const rule of created) console.log(`${isDry ? 'missing' : 'created'} ${ruleText(rule)}`);
  for (const { principal, resourceName } of beyond)
    console.log(`left as it is, not in the file: ${principal} on ${resourceName}`);
  console.log(
    `${String(present.length + created.length)} rules, of which ${String(present.length)} were there`,
  );
};

run(process.env, process.argv.slice(2)).catch((error: unknown) => {
  console.error(`The rules could not be set: ${causedBy(error)}`);
  process.exitCode = 1;
});

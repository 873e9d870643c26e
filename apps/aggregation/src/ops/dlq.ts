import { kafkaTopics, type KafkaConfig, type Topics } from '@silkgauge/kafka';
import { createReadModel, readReplays, type LetterReplay } from '@silkgauge/read-model';
import { isWanted, readDlqCommand, type DlqCommand } from './dlq-command.ts';
import {
  listJson,
  listTable,
  outcomesJson,
  outcomesTable,
  showJson,
  showText,
  type ListedLetter,
} from './dlq-output.ts';
import { letterName, type Letter } from './letter.ts';
import {
  actorOf,
  operatorConfig,
  OperatorError,
  runCommand,
  type OperatorConfig,
} from './operator-config.ts';
import { withAudit } from './operator-audit.ts';
import { readLetters } from './read-letters.ts';
import { replayLetters } from './replay-letters.ts';

/** `npm run dlq`: lists, shows and replays dead letters. */
await runCommand(async () => {
  const config = operatorConfig(process.env);
  const command = readDlqCommand(process.argv.slice(2), config.topicPrefix);
  const kafka: KafkaConfig = {
    brokers: config.brokers,
    security: config.security,
    clientId: 'silkgauge-dlq',
  };
  const wanted = (letter: Letter) => isWanted(command, letter);
  const topics = kafkaTopics(kafka);
  const { letters, strangers } = await readLetters(topics, config.topicPrefix, command.inputs, wanted);
  if (strangers > 0) console.error(`${String(strangers)} records on the dead-letter topics are not ours.`);
  requireAll(command, letters);
  const replays = await knownReplays(config, letters);
  const listed = letters
    .map((letter) => ({ letter, replay: replays && (replays.get(letterName(letter.place)) ?? null) }))
    .filter(({ replay }) => !command.open || !replay?.sent);
  if (command.name === 'replay') return replay(config, { kafka, topics }, command, listed);
  print(command, listed);
  return 0;
});

function print(command: DlqCommand, listed: readonly ListedLetter[]): void {
  const [first] = listed;
  if (command.name === 'list') console.log(command.json ? listJson(listed) : listTable(listed));
  else if (first && command.value) process.stdout.write(first.letter.value ?? Buffer.alloc(0));
  else if (first) console.log(command.json ? showJson(first) : showText(first));
}

async function replay(
  config: OperatorConfig,
  broker: { readonly kafka: KafkaConfig; readonly topics: Topics },
  command: DlqCommand,
  listed: readonly ListedLetter[],
): Promise<number> {
  const { databaseUrl, topicPrefix } = config;
  const actor = actorOf(command.actor);
  const letters = listed.map(({ letter }) => letter);
  const outcomes = await withAudit(config, actor, (tell) =>
    replayLetters(letters, { ...command, ...broker, databaseUrl, topicPrefix, actor, tell }),
  );
  console.log(command.json ? outcomesJson(outcomes) : outcomesTable(outcomes));
  return outcomes.some(({ outcome }) => outcome === 'refused') ? 1 : 0;
}

function requireAll({ places }: DlqCommand, letters: readonly Letter[]): void {
  const found = new Set(letters.map(({ place }) => letterName(place)));
  const missing = places.map(letterName).filter((place) => !found.has(place));
  if (missing.length > 0)
    throw new OperatorError('refused', `There is no bad record of ${missing.join(', ')}.`);
}

/** Undefined without an answer of the database: letters are read from the topics alone. */
async function knownReplays(
  { databaseUrl }: OperatorConfig,
  letters: readonly Letter[],
): Promise<Map<string, LetterReplay> | undefined> {
  const readModel = createReadModel(databaseUrl, { max: 1, applicationName: 'silkgauge-dlq' });
  try {
    const topics = [...new Set(letters.map(({ place }) => place.topic))];
    const replays = await readReplays(readModel.pool, topics);
    return new Map(replays.map((known) => [letterName(known), known]));
  } catch (error) {
    console.error(
      `What was replayed is not known: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  } finally {
    await readModel.close();
  }
}

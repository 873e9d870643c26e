import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { INPUT_TOPICS, LETTERED_TOPICS, type LetteredTopic } from '@silkgauge/contract';
import type { LetterPlace } from '@silkgauge/read-model';
import { letterName, readPlace, type Letter } from './letter.ts';
import { OperatorError } from './operator-config.ts';
import { inputOf, letteredOf } from './read-letters.ts';
import type { Fix } from './repair.ts';

export const DLQ_USAGE = `npm run dlq -- COMMAND

  list    [filters] [--json]          bad records, by where they first stood, and versions set aside, by their sequence
  show    TOPIC/PARTITION/OFFSET      one of them whole; --value writes its bytes alone, --json all of it
  replay  TOPIC/PARTITION/OFFSET...   sends them back to their topic, each at most once; or --all with filters
          --patch JSON|FILE           with this JSON merge patch of the event, such as '{"data":{"period":"2020-S1"}}'
          --replace FILE              with the CloudEvent in this file in its place
          --anyway                    though it would be turned away again
          --dry-run                   only say what would be done
          --reason TEXT, --actor NAME for the audit row
  filters: --topic TOPIC, --rule RULE, --open (not replayed yet)

KAFKA_BROKERS, TOPIC_PREFIX and DATABASE_URL say where; unset, the local system of npm start.`;

export interface DlqCommand {
  readonly name: 'list' | 'show' | 'replay';
  readonly places: readonly LetterPlace[];
  readonly inputs: readonly LetteredTopic[];
  readonly rule: string | undefined;
  readonly open: boolean;
  readonly json: boolean;
  readonly value: boolean;
  readonly fix: Fix;
  readonly anyway: boolean;
  readonly dryRun: boolean;
  readonly reason: string;
  readonly actor: string | undefined;
}

const OPTIONS = {
  topic: { type: 'string' },
  rule: { type: 'string' },
  open: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  value: { type: 'boolean', default: false },
  patch: { type: 'string' },
  replace: { type: 'string' },
  anyway: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  reason: { type: 'string', default: '' },
  actor: { type: 'string' },
} as const;

/** @throws OperatorError `usage` with the fault of the call */
export function readDlqCommand(argv: readonly string[], topicPrefix: string): DlqCommand {
  const { values, positionals } = parsed(argv);
  const [name, ...names] = positionals;
  if (name !== 'list' && name !== 'show' && name !== 'replay') throw new OperatorError('usage', DLQ_USAGE);
  const places = names.map((text) => {
    const place = readPlace(text);
    if (!place) throw new OperatorError('usage', `"${text}" is no topic/partition/offset.\n\n${DLQ_USAGE}`);
    // A version that was set aside has no input topic to return to.
    if (name === 'replay') inputOf(place.topic, topicPrefix);
    else letteredOf(place.topic, topicPrefix);
    return place.topic.startsWith(topicPrefix) ? place : { ...place, topic: topicPrefix + place.topic };
  });
  if (name === 'show' && places.length !== 1) throw new OperatorError('usage', 'show takes one place.');
  if (name === 'list' && places.length > 0)
    throw new OperatorError('usage', 'list takes filters; show takes a place.');
  if (name === 'replay' && values.all === places.length > 0) {
    throw new OperatorError('usage', 'replay takes places, or --all (with filters) and no places.');
  }
  const fix = readFix(values.patch, values.replace);
  if (fix.kind === 'replacement' && places.length !== 1) {
    throw new OperatorError('usage', '--replace stands for one record: name its place.');
  }
  return {
    name,
    places,
    inputs: topicsOf(name, places, values.topic, topicPrefix),
    rule: values.rule,
    open: values.open,
    json: values.json,
    value: values.value,
    fix,
    anyway: values.anyway,
    dryRun: values['dry-run'],
    reason: values.reason,
    actor: values.actor,
  };
}

/** True if a letter passes the filters of place and rule; the filter `--open` comes later. */
export function isWanted({ places, rule }: DlqCommand, letter: Letter): boolean {
  if (rule !== undefined && letter.rule !== rule) return false;
  return places.length === 0 || places.some((place) => letterName(place) === letterName(letter.place));
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new OperatorError('usage', `${(error as Error).message}\n\n${DLQ_USAGE}`, { cause: error });
  }
}

function topicsOf(
  name: DlqCommand['name'],
  places: readonly LetterPlace[],
  topic: string | undefined,
  topicPrefix: string,
): readonly LetteredTopic[] {
  const one = name === 'replay' ? inputOf : letteredOf;
  if (places.length > 0) return [...new Set(places.map((place) => one(place.topic, topicPrefix)))];
  if (topic !== undefined) return [one(topic, topicPrefix)];
  return name === 'replay' ? INPUT_TOPICS : LETTERED_TOPICS;
}

function readFix(patch: string | undefined, replace: string | undefined): Fix {
  if (patch !== undefined && replace !== undefined) {
    throw new OperatorError('usage', '--patch and --replace are two ways to fix a record: take one.');
  }
  if (replace !== undefined) return { kind: 'replacement', event: readJson('--replace', read(replace)) };
  if (patch === undefined) return { kind: 'none' };
  return {
    kind: 'patch',
    patch: readJson('--patch', patch.trimStart().startsWith('{') ? patch : read(patch)),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new OperatorError('usage', `${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function readJson(option: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OperatorError('usage', `${option} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

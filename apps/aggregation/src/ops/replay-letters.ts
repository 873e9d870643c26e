import type { InputTopic } from '@silkgauge/contract';
import { SafeProducer, type KafkaConfig, type Topics } from '@silkgauge/kafka';
import {
  beginReplay,
  connect,
  finishReplay,
  lockReplays,
  readReplays,
  restateReplay,
  type LetterPlace,
  type Queryable,
  type LetterReplay,
} from '@silkgauge/read-model';
import { letterName, type Letter } from './letter.ts';
import type { TellAudit } from './operator-audit.ts';
import { inputOf } from './read-letters.ts';
import { repair, REPLAY_HEADER, type Fix } from './repair.ts';

export interface ReplayOptions {
  readonly kafka: KafkaConfig;
  readonly topics: Topics;
  readonly databaseUrl: string;
  readonly topicPrefix: string;
  readonly fix: Fix;
  /** Sends records back even if they would be refused again. */
  readonly anyway: boolean;
  /** Reports without sending. */
  readonly dryRun: boolean;
  readonly reason: string;
  readonly actor: string;
  readonly tell: TellAudit;
}

/** `already`: an earlier replay sent the record, and nothing was sent now. */
export interface ReplayOutcome {
  readonly place: LetterPlace;
  readonly outcome: 'sent' | 'already' | 'refused' | 'would-send';
  /** New place of the record on its topic. */
  readonly sent: { readonly partition: number; readonly offset: string } | null;
  readonly faults: readonly string[];
}

/**
 * Sends bad records back to their topics, each at most once ever: sends are recorded, and records of an
 * interrupted call are first searched on the topic.
 * @throws SendFailed if the broker refuses a record; earlier records stay sent, and a new call continues
 */
export async function replayLetters(
  letters: readonly Letter[],
  options: ReplayOptions,
): Promise<ReplayOutcome[]> {
  const session = await connect(options.databaseUrl, 'silkgauge-dlq');
  const producer = new SafeProducer({ ...options.kafka, deadline: 10_000 });
  try {
    // 1. One operator at a time: two could both find a letter unsent.
    await lockReplays(session);
    const topics = [...new Set(letters.map(({ place }) => place.topic))];
    const known = new Map((await readReplays(session, topics)).map((replay) => [letterName(replay), replay]));
    const ends = new Map<string, ReadonlyMap<number, bigint>>();
    const outcomes: ReplayOutcome[] = [];
    for (const letter of letters) {
      const { topic } = letter.place;
      const input = inputOf(topic, options.topicPrefix);
      const searchedFrom = ends.get(topic) ?? (await endsOf(options.topics, topic));
      ends.set(topic, searchedFrom);
      const before = known.get(letterName(letter.place));
      outcomes.push(await replayOne(session, producer, letter, input, searchedFrom, before, options));
    }
    return outcomes;
  } finally {
    await producer.close();
    await session.end();
  }
}

async function replayOne(
  db: Queryable,
  producer: SafeProducer,
  letter: Letter,
  input: InputTopic,
  searchedFrom: ReadonlyMap<number, bigint>,
  before: LetterReplay | undefined,
  options: ReplayOptions,
): Promise<ReplayOutcome> {
  const { place } = letter;
  const outcome = (
    outcome: ReplayOutcome['outcome'],
    sent: ReplayOutcome['sent'],
    faults: readonly string[] = [],
  ) => ({
    place,
    outcome,
    sent,
    faults,
  });
  if (before?.sent) return outcome('already', before.sent);
  // 2. An interrupted call may have sent the record without recording the send.
  const found = before ? await findSent(options.topics, before) : null;
  if (found) {
    if (!options.dryRun) await finishReplay(db, place, found);
    return outcome('already', found);
  }
  const repaired = repair(letter, input, options.fix, options.anyway);
  if (!repaired.ok) return outcome('refused', null, repaired.faults);
  if (options.dryRun) return outcome('would-send', null);
  // 3. Record the attempt with the present ends of the topic before the send.
  const row = { ...place, fix: options.fix.kind, reason: options.reason, actor: options.actor };
  if (before) await restateReplay(db, row);
  else await beginReplay(db, { ...row, searchedFrom });
  // 4. Tell the audit, send, and record the new place.
  await options.tell({ action: 'dead-letter.replayed', target: letterName(place), reason: options.reason });
  const [sent] = await producer.send(place.topic, [repaired.record]);
  if (!sent) throw new Error(`no answer for ${letterName(place)}`);
  await finishReplay(db, place, sent);
  return outcome('sent', sent);
}

/** End offsets of a topic by partition. */
async function endsOf(topics: Topics, topic: string): Promise<Map<number, bigint>> {
  return new Map([...(await topics.ranges(topic))].map(([partition, { high }]) => [partition, high]));
}

/** New place of an unfinished replay; null if the record was never sent. */
async function findSent(
  topics: Topics,
  replay: LetterReplay,
): Promise<{ partition: number; offset: string } | null> {
  const { topic, searchedFrom } = replay;
  const ends = await endsOf(topics, topic);
  const ranges = [...ends].map(([partition, until]) => ({
    topic,
    partition,
    from: searchedFrom.get(partition) ?? 0n,
    until,
  }));
  const name = letterName(replay);
  let found: { partition: number; offset: string } | null = null;
  await topics.scan(ranges, ({ partition, records }) => {
    const record = records.find(({ headers }) =>
      headers.some(([header, value]) => header === REPLAY_HEADER && value.toString() === name),
    );
    if (record) found ??= { partition, offset: String(record.offset) };
    return found === null;
  });
  return found;
}

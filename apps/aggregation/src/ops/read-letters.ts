import {
  deadLetterTopic,
  INPUT_TOPICS,
  LETTERED_TOPICS,
  type InputTopic,
  type LetteredTopic,
} from '@silkgauge/contract';
import type { ScanRange, Topics } from '@silkgauge/kafka';
import { comparePlaces, placeName, readLetter, type Letter } from './letter.ts';
import { OperatorError } from './operator-config.ts';

export interface FoundLetters {
  /** One for each bad record, by where it first stood; a letter that was published twice counts once. */
  readonly letters: readonly Letter[];
  /** Records on the dead-letter topics that are no letters of ours. */
  readonly strangers: number;
}

/** All letters on the dead-letter topics of these topics that pass `wanted`, from the topics themselves. */
export async function readLetters(
  topics: Topics,
  topicPrefix: string,
  inputs: readonly LetteredTopic[],
  wanted: (letter: Letter) => boolean,
): Promise<FoundLetters> {
  const ranges = await Promise.all(
    inputs.map((input) => rangesOf(topics, deadLetterTopic(topicPrefix + input))),
  );
  const letters = new Map<string, Letter>();
  let strangers = 0;
  await topics.scan(ranges.flat(), ({ topic, partition, records, unreadable }) => {
    if (unreadable) {
      const at = `${topic}/${String(partition)} at offset ${String(unreadable.first)}`;
      throw new OperatorError('refused', `${at} cannot be read: ${unreadable.reason}.`);
    }
    for (const record of records) {
      const letter = readLetter(topic, partition, record);
      if (!letter) strangers += 1;
      else if (wanted(letter) && !letters.has(placeName(letter.place)))
        letters.set(placeName(letter.place), letter);
    }
    return true;
  });
  return { letters: [...letters.values()].sort((a, b) => comparePlaces(a.place, b.place)), strangers };
}

async function rangesOf(topics: Topics, topic: string): Promise<ScanRange[]> {
  const ranges = await topics.ranges(topic);
  return [...ranges].map(([partition, { low: from, high: until }]) => ({ topic, partition, from, until }));
}

/** The input topic a full name stands for. */
export function inputOf(topic: string, topicPrefix: string): InputTopic {
  const input = INPUT_TOPICS.find((name) => topicPrefix + name === topic || name === topic);
  if (input) return input;
  throw new OperatorError(
    'usage',
    `${topic} is no input topic; they are ${INPUT_TOPICS.map((name) => topicPrefix + name).join(', ')}.`,
  );
}

/** The topic a full name stands for: an input, or one whose versions may be set aside. */
export function letteredOf(topic: string, topicPrefix: string): LetteredTopic {
  return (
    LETTERED_TOPICS.find((name) => topicPrefix + name === topic || name === topic) ??
    inputOf(topic, topicPrefix)
  );
}

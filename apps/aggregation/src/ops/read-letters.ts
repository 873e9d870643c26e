import {
  deadLetterTopic,
  INPUT_TOPICS,
  LETTERED_TOPICS,
  placeName,
  type InputTopic,
  type LetteredTopic,
} from '@silkgauge/contract';
import type { ScanRange, Topics } from '@silkgauge/kafka';
import { comparePlaces, letterName, readLetter, type Letter } from './letter.ts';
import { OperatorError } from './operator-config.ts';

export interface FoundLetters {
  /** One letter per bad record, in order of original place, even if a letter was published twice. */
  readonly letters: readonly Letter[];
  /** Number of foreign records on the dead-letter topics. */
  readonly strangers: number;
}

/** Letters of these topics that pass `wanted`; throws an OperatorError at an unreadable record batch. */
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
      const at = `${placeName({ topic, partition })} at offset ${String(unreadable.first)}`;
      throw new OperatorError('refused', `${at} cannot be read: ${unreadable.reason}.`);
    }
    for (const record of records) {
      const letter = readLetter(topic, partition, record);
      if (!letter) strangers += 1;
      else if (wanted(letter) && !letters.has(letterName(letter.place)))
        letters.set(letterName(letter.place), letter);
    }
    return true;
  });
  return { letters: [...letters.values()].sort((a, b) => comparePlaces(a.place, b.place)), strangers };
}

async function rangesOf(topics: Topics, topic: string): Promise<ScanRange[]> {
  const ranges = await topics.ranges(topic);
  return [...ranges].map(([partition, { low: from, high: until }]) => ({ topic, partition, from, until }));
}

/** @throws OperatorError `usage` unless the name, with or without prefix, is an input topic */
export function inputOf(topic: string, topicPrefix: string): InputTopic {
  const input = INPUT_TOPICS.find((name) => topicPrefix + name === topic || name === topic);
  if (input) return input;
  throw new OperatorError(
    'usage',
    `${topic} is no input topic; they are ${INPUT_TOPICS.map((name) => topicPrefix + name).join(', ')}.`,
  );
}

/** Topic of a name: an input topic, or one whose versions may be set aside. */
export function letteredOf(topic: string, topicPrefix: string): LetteredTopic {
  return (
    LETTERED_TOPICS.find((name) => topicPrefix + name === topic || name === topic) ??
    inputOf(topic, topicPrefix)
  );
}

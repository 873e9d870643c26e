import { OUTPUT_TOPICS } from '../../libs/contract/src/kinds/table.ts';
import {
  deadLetterTopic,
  embargoTopic,
  feedDeclared,
  FEEDS,
  INPUT_TOPICS,
  JOBS_TOPIC,
  LETTERED_TOPICS,
  topics,
  type Feed,
} from '../../libs/contract/src/topics.ts';

const ALL = topics().map(({ name }) => name);

/** Sets of topics that rights name by a word: each is declared in libs/contract/src/topics.ts. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  inputs: INPUT_TOPICS,
  outputs: OUTPUT_TOPICS,
  letters: LETTERED_TOPICS.map(deadLetterTopic),
  all: ALL,
};

/** Topics of a feed's door, what it holds back among them; that of jobs is no input. */
function doorOf(feed: Feed): readonly string[] {
  const clear = feedDeclared(feed).topics.filter((topic) => topic !== JOBS_TOPIC);
  return [...clear, ...clear.flatMap((topic) => embargoTopic(topic) ?? [])];
}

/** Whether a program is a feed of the contract. */
export const isFeed = (name: string): name is Feed => FEEDS.some((feed) => feed === name);

/**
 * The topics that a word of a right stands for: a set, `door` for those that a feed's door writes to, or the name of one.
 * Undefined for a word that stands for none.
 */
export function topicsOf(word: string, name: string): readonly string[] | undefined {
  if (word === 'door') return isFeed(name) ? doorOf(name) : undefined;
  return SETS[word] ?? (ALL.includes(word) ? [word] : undefined);
}

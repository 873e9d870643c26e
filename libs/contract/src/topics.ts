import type { EventType } from './events/families.ts';

/** What a series belongs to: the feed that it was first told by. */
export const DOMAINS = ['customs', 'platform'] as const;
export type Domain = (typeof DOMAINS)[number];

export type Feed = 'customs-feed' | 'platform-sales' | 'policy-notice';
export type InputTopic = 'customs.figures' | 'platform.sales' | 'platform.figures' | 'policy.notices';
export type OutputTopic = `growth-updated.${Domain}` | 'notice-updated' | 'claim-updated';

export const FEEDS: readonly Feed[] = ['customs-feed', 'platform-sales', 'policy-notice'];

const FIGURE_TYPES = [
  'silkgauge.figure.reported.v1',
  'silkgauge.figure.withdrawn.v1',
  'silkgauge.claim.reported.v1',
] as const satisfies readonly EventType[];

/** Event types by the topic that carries them. */
export const TOPIC_TYPES: Readonly<Record<InputTopic, readonly EventType[]>> = {
  'customs.figures': FIGURE_TYPES,
  'platform.sales': ['silkgauge.sale.recorded.v1'],
  'platform.figures': FIGURE_TYPES,
  'policy.notices': [
    'silkgauge.notice.published.v1',
    'silkgauge.notice.withdrawn.v1',
    'silkgauge.statement.attributed.v1',
  ],
};

/** Topics by the feed that fills them. */
export const FEED_TOPICS: Readonly<Record<Feed, readonly InputTopic[]>> = {
  'customs-feed': ['customs.figures'],
  'platform-sales': ['platform.sales', 'platform.figures'],
  'policy-notice': ['policy.notices'],
};

export const INPUT_TOPICS = Object.keys(TOPIC_TYPES) as readonly InputTopic[];

export const OUTPUT_TOPICS: readonly OutputTopic[] = [
  'growth-updated.customs',
  'growth-updated.platform',
  'notice-updated',
  'claim-updated',
];

/** Types of the events on the output topics. */
export const GROWTH_UPDATED = 'silkgauge.growth.updated.v1';
export const NOTICE_UPDATED = 'silkgauge.notice.updated.v1';
export const CLAIM_UPDATED = 'silkgauge.claim.updated.v1';

export type LetteredTopic = InputTopic | OutputTopic;

/** Topics that have one for dead letters: of records that were refused, and of versions that are larger than a topic takes. */
export const LETTERED_TOPICS: readonly LetteredTopic[] = [...INPUT_TOPICS, ...OUTPUT_TOPICS];

/** The topic for an event that came through a feed, without prefix; undefined when the feed does not take the type. */
export function inputTopic(feed: Feed, type: EventType): InputTopic | undefined {
  return FEED_TOPICS[feed].find((topic) => TOPIC_TYPES[topic].includes(type));
}

/** The feeds that take a type. */
export function feedsOf(type: EventType): readonly Feed[] {
  return FEEDS.filter((feed) => inputTopic(feed, type) !== undefined);
}

/** The types a feed takes. */
export function typesOf(feed: Feed): readonly EventType[] {
  return FEED_TOPICS[feed].flatMap((topic) => TOPIC_TYPES[topic]);
}

/** The domain that series first seen on an input topic belong to; notices belong to none. */
export function domainOf(topic: InputTopic): Domain | null {
  switch (topic) {
    case 'customs.figures':
      return 'customs';
    case 'platform.sales':
    case 'platform.figures':
      return 'platform';
    case 'policy.notices':
      return null;
  }
}

/** Topics whose records have to lie on the partition of their key: order and identities of what they carry are kept by partition. */
export const isPlaced = (topic: InputTopic): boolean =>
  topic === 'platform.sales' || topic === 'policy.notices';

export const outputTopic = (domain: Domain) => `growth-updated.${domain}` as const satisfies OutputTopic;

/** Where the bad records of a topic go, and what could not be put on it. */
export const deadLetterTopic = (topic: string): string => `${topic}.dlq`;

export interface TopicSpec {
  /** With the prefix. */
  readonly name: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Limit of a record batch, not of a record: all that one push of 5 MiB puts on one partition, with its headers, goes
 * as one. Dead letters add their headers to records that may fill that.
 */
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Limit of an event at a door: the topic takes it whatever becomes of its attributes as headers. */
export const MAX_EVENT_BYTES = MAX_MESSAGE_BYTES - 1024 * 1024;
/** Limit of a record: a batch of one, and what surrounds it, has to fit. */
export const MAX_RECORD_BYTES = MAX_MESSAGE_BYTES - 1024;
const MAX_DEAD_LETTER_BYTES = MAX_MESSAGE_BYTES + 1024 * 1024;

/**
 * All topics with their configuration. Inputs keep everything for ever, because the read model is rebuilt from them,
 * and are stamped by the broker, because that clock is the one that tells what was known when. Outputs are compacted.
 */
export function topics(
  prefix = '',
  partitions: Readonly<Partial<Record<string, number>>> = {},
): readonly TopicSpec[] {
  const spec = (name: string, base: string, config: Readonly<Record<string, string>>): TopicSpec => ({
    name: prefix + name,
    partitions: partitions[base] ?? 4,
    config,
  });
  const kept = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
  return [
    ...INPUT_TOPICS.map((name) =>
      spec(name, name, {
        ...kept,
        'message.timestamp.type': 'LogAppendTime',
        'max.message.bytes': String(MAX_MESSAGE_BYTES),
      }),
    ),
    ...OUTPUT_TOPICS.map((name) =>
      spec(name, name, { 'cleanup.policy': 'compact', 'max.message.bytes': String(MAX_MESSAGE_BYTES) }),
    ),
    ...LETTERED_TOPICS.map((name) =>
      spec(deadLetterTopic(name), name, { ...kept, 'max.message.bytes': String(MAX_DEAD_LETTER_BYTES) }),
    ),
  ];
}

/** A partition: its topic, prefix included, and its number. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A partition as people read it: `topic/number`. */
export function placeName({ topic, partition }: TopicPartition): string {
  return `${topic}/${String(partition)}`;
}

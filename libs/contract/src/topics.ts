import type { Domain } from './domains.ts';
import type { EventType } from './events/families.ts';
import { OUTPUT_TOPICS, type OutputTopic } from './kinds/table.ts';

export type InputTopic = keyof typeof OPEN_INPUTS | EmbargoTopic;
/** Topics that doors write to: the input topics, and that of jobs, which no figure comes from. */
export type DoorTopic = InputTopic | typeof JOBS_TOPIC;

/** Time for which the newest report of a job is kept, on its topic and in the read model: 180 days. */
export const JOB_KEEP_MS = 180 * 86_400_000;

/** Compacted, as a job is what its newest report says: no log that is audited or replayed. */
export const JOBS_TOPIC = 'push.jobs';
export const JOB_TYPES = ['silkgauge.job.reported.v1'] as const satisfies readonly EventType[];

/** Keys and policy, which every process reads from the beginning. */
export const ACCESS_TOPIC = 'silkgauge.access';
export const ACCESS_USAGE_TOPIC = 'silkgauge.access-usage';
/** What operators and processes did, for ever. */
export const AUDIT_TOPIC = 'silkgauge.audit';

/** One partition, so that all orders of the newsroom have one order. */
export const ORDERS_TOPIC = 'newsroom.orders';

/** The clock as an input: the system writes it itself, and no door does. One partition, as there is one clock. */
export const CLOCK_TOPIC = 'clock.ticks';

/**
 * What doors hold back, encrypted, until the clock lifts it, each topic with the one on which its events would be in clear, and which
 * they count as events of.
 */
const CLEAR = {
  'customs.embargoed': 'customs.figures',
  'platform.embargoed': 'platform.figures',
} as const;
/** Topics of events under embargo, encrypted; one for each domain. */
export type EmbargoTopic = keyof typeof CLEAR;
export const EMBARGO_TOPICS = Object.keys(CLEAR) as readonly EmbargoTopic[];

/** A topic that the system reads. */
interface InputDeclaration {
  readonly types: readonly EventType[];
  /** Domain of series first seen there; null for notices, orders and ticks. */
  readonly domain: Domain | null;
  /** Whether records have to lie on the partition of their key, for order and deduplication. */
  readonly isPlaced?: boolean;
  /** One partition, so that all records have one order. */
  readonly isSingle?: boolean;
}

const FIGURE_TYPES = [
  'silkgauge.figure.reported.v1',
  'silkgauge.figure.withdrawn.v1',
  'silkgauge.claim.reported.v1',
  'silkgauge.reporter.described.v1',
] as const satisfies readonly EventType[];

/** Each topic of events in clear. Whoever reads all inputs reads a new one from here. */
const OPEN_INPUTS = {
  // Figures and claims of one domain on one topic keep their order per series.
  'customs.figures': { types: FIGURE_TYPES, domain: 'customs' },
  // Sales are many and are folded; figures and claims of platforms are few and are judged.
  'platform.sales': { types: ['silkgauge.sale.recorded.v1'], domain: 'platform', isPlaced: true },
  'platform.figures': { types: FIGURE_TYPES, domain: 'platform' },
  'policy.notices': {
    types: [
      'silkgauge.notice.published.v1',
      'silkgauge.notice.withdrawn.v1',
      'silkgauge.statement.attributed.v1',
      'silkgauge.statement.withdrawn.v1',
    ],
    domain: null,
    isPlaced: true,
  },
  'newsroom.orders': {
    types: [
      'silkgauge.bulletin.planned.v1',
      'silkgauge.bulletin.dropped.v1',
      'silkgauge.alert.defined.v1',
      'silkgauge.alert.dropped.v1',
      'silkgauge.release.scheduled.v1',
      'silkgauge.release.cancelled.v1',
      'silkgauge.release.opened.v1',
      'silkgauge.sentence.printed.v1',
      'silkgauge.sentence.dropped.v1',
    ],
    domain: null,
    isSingle: true,
  },
  'clock.ticks': { types: ['silkgauge.clock.ticked.v1'], domain: null, isSingle: true },
} as const satisfies Readonly<Record<string, InputDeclaration>>;

/** Its records have no key. */
const held = (domain: Domain): InputDeclaration => ({
  ...{ types: ['silkgauge.embargoed.v1'], domain, isSingle: true },
});

const INPUTS: Readonly<Record<InputTopic, InputDeclaration>> = {
  ...OPEN_INPUTS,
  'customs.embargoed': held('customs'),
  'platform.embargoed': held('platform'),
};

export const INPUT_TOPICS = Object.keys(INPUTS) as readonly InputTopic[];

/** Event types of each input topic. */
export const TOPIC_TYPES = Object.fromEntries(
  INPUT_TOPICS.map((topic) => [topic, INPUTS[topic].types]),
) as Readonly<Record<InputTopic, readonly EventType[]>>;

/** A door: what its service is called, and the topics that it writes to. */
interface FeedDeclaration {
  readonly title: string;
  readonly topics: readonly DoorTopic[];
}

/** The feeds. ops/services.json says where each runs; its types are those of its topics. */
const DECLARED_FEEDS = {
  'customs-feed': { title: 'Silkgauge customs feed', topics: ['customs.figures', JOBS_TOPIC] },
  'platform-sales': {
    title: 'Silkgauge platform sales feed',
    topics: ['platform.sales', 'platform.figures', JOBS_TOPIC],
  },
  'policy-notice': {
    title: 'Silkgauge policy notice feed',
    topics: ['policy.notices', ORDERS_TOPIC, JOBS_TOPIC],
  },
} as const satisfies Readonly<Record<string, FeedDeclaration>>;
export type Feed = keyof typeof DECLARED_FEEDS;
export const FEEDS = Object.keys(DECLARED_FEEDS) as readonly Feed[];

export const feedDeclared = (feed: Feed): FeedDeclaration => DECLARED_FEEDS[feed];

/** What the system itself writes to a topic that doors write to. */
const OWN_TYPES: readonly EventType[] = ['silkgauge.release.opened.v1'];

/** Types that doors write to a topic. */
const typesOn = (topic: DoorTopic): readonly EventType[] =>
  topic === JOBS_TOPIC ? JOB_TYPES : TOPIC_TYPES[topic].filter((type) => !OWN_TYPES.includes(type));

/** Header of the output topics with the token of the incarnation that a version was committed in. */
export const INCARNATION_HEADER = 'incarnation';

export type LetteredTopic = InputTopic | OutputTopic;

/** Topics with a dead-letter topic, for refused records and for versions that are too large. */
export const LETTERED_TOPICS: readonly LetteredTopic[] = [...INPUT_TOPICS, ...OUTPUT_TOPICS];

/** Topic without prefix; undefined if the feed does not take the type. */
export function doorTopic(feed: Feed, type: EventType): DoorTopic | undefined {
  return feedDeclared(feed).topics.find((topic) => typesOn(topic).includes(type));
}

export function feedsOf(type: EventType): readonly Feed[] {
  return FEEDS.filter((feed) => doorTopic(feed, type) !== undefined);
}

export function typesOf(feed: Feed): readonly EventType[] {
  return feedDeclared(feed).topics.flatMap(typesOn);
}

/** Domain of series first seen on an input topic; null for notices, orders and ticks. */
export const domainOf = (topic: InputTopic): Domain | null => INPUTS[topic].domain;

export const isEmbargoTopic = (topic: string): topic is EmbargoTopic =>
  EMBARGO_TOPICS.some((one) => one === topic);

/** The embargo topic that a name with any prefix is of; undefined for other topics. */
export const embargoTopicIn = (topic: string): EmbargoTopic | undefined =>
  EMBARGO_TOPICS.find((one) => topic.endsWith(one));

/** The clear topic of an embargo topic; any other as it is. Both with the prefix, if any. */
export function clearTopic(topic: string): string {
  const held = embargoTopicIn(topic);
  return held === undefined ? topic : topic.slice(0, -held.length) + CLEAR[held];
}

/** The embargo topic of a door's topic; undefined where none of its events are held back. */
export const embargoTopic = (topic: DoorTopic): EmbargoTopic | undefined =>
  EMBARGO_TOPICS.find((held) => CLEAR[held] === topic);

/** The input topic that a name with any prefix is of; undefined for other topics. */
export const inputTopicIn = (topic: string): InputTopic | undefined =>
  INPUT_TOPICS.filter((one) => topic.endsWith(one)).sort((a, b) => b.length - a.length)[0];

/** Whether records have to lie on the partition of their key, for order and deduplication. */
export const isPlaced = (topic: InputTopic): boolean => INPUTS[topic].isPlaced ?? false;

/** Whether all records of a topic have one order. */
const isSingle = (topic: string): boolean =>
  INPUT_TOPICS.some((one) => one === topic && INPUTS[one].isSingle === true);

/** Topic for refused records, and for versions that are too large. */
export const deadLetterTopic = (topic: string): string => `${topic}.dlq`;

export interface TopicSpec {
  /** Includes the prefix. */
  readonly name: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

/** Limit of a record batch: one push of 5 MiB and its headers may form one batch. */
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Limit of an event at a door, with room for its attributes as headers. */
export const MAX_EVENT_BYTES = MAX_MESSAGE_BYTES - 1024 * 1024;
/** Limit of a record, with room for the overhead of its batch. */
export const MAX_RECORD_BYTES = MAX_MESSAGE_BYTES - 1024;
const MAX_DEAD_LETTER_BYTES = MAX_MESSAGE_BYTES + 1024 * 1024;
/** Limit of a record batch of keys, policy, last use or audit. */
const MAX_ACCESS_BYTES = 1024 * 1024;

/**
 * All topics with their configuration: inputs are kept for ever, since the read model is rebuilt from them,
 * with append time, since `knownAt` is the broker's clock; outputs, jobs and last uses are compacted, and
 * jobs end some day; keys and policy are kept for ever, so that no record written again takes an earlier one away. Topics of orders, of ticks, of embargoes and of access have one partition each, so that all of their
 * records have one order.
 */
export function topics(
  prefix = '',
  partitions: Readonly<Partial<Record<string, number>>> = {},
): readonly TopicSpec[] {
  const spec = (name: string, base: string, config: Readonly<Record<string, string>>): TopicSpec => ({
    name: prefix + name,
    partitions: isSingle(base) ? 1 : (partitions[base] ?? 4),
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
    spec(JOBS_TOPIC, JOBS_TOPIC, {
      'cleanup.policy': 'compact,delete',
      'retention.ms': String(JOB_KEEP_MS),
      'message.timestamp.type': 'LogAppendTime',
      'max.message.bytes': String(MAX_MESSAGE_BYTES),
      // The segment under way is never compacted.
      'segment.ms': '3600000',
    }),
    ...OUTPUT_TOPICS.map((name) =>
      spec(name, name, { 'cleanup.policy': 'compact', 'max.message.bytes': String(MAX_MESSAGE_BYTES) }),
    ),
    ...LETTERED_TOPICS.map((name) =>
      spec(deadLetterTopic(name), name, { ...kept, 'max.message.bytes': String(MAX_DEAD_LETTER_BYTES) }),
    ),
    ...accessTopics(prefix, kept),
  ];
}

function accessTopics(prefix: string, kept: TopicSpec['config']): readonly TopicSpec[] {
  const compacted = { 'cleanup.policy': 'compact', 'segment.ms': '3600000' };
  const spec = (name: string, config: TopicSpec['config']): TopicSpec => ({
    name: prefix + name,
    partitions: 1,
    config: {
      ...config,
      'message.timestamp.type': 'LogAppendTime',
      'max.message.bytes': String(MAX_ACCESS_BYTES),
    },
  });
  return [spec(ACCESS_TOPIC, kept), spec(ACCESS_USAGE_TOPIC, compacted), spec(AUDIT_TOPIC, kept)];
}

/** A partition; its topic includes the prefix. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Name of a partition for messages: `topic/number`. */
export function placeName({ topic, partition }: TopicPartition): string {
  return `${topic}/${String(partition)}`;
}

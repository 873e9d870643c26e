import { EVENT_TYPES, FAMILIES, type EventType } from '../events/families.ts';
import {
  ACCESS_TOPIC,
  ACCESS_USAGE_TOPIC,
  AUDIT_TOPIC,
  INCARNATION_HEADER,
  INPUT_TOPICS,
  JOBS_TOPIC,
  JOB_TYPES,
  LETTERED_TOPICS,
  TOPIC_TYPES,
  deadLetterTopic,
  isEmbargoTopic,
  isPlaced,
  topics,
  type TopicSpec,
} from '../topics.ts';
import { CHANGE_KINDS, kindOnTopic, KINDS, OUTPUT_TOPICS, type ChangeKind } from '../kinds/table.ts';
import { upperFirst } from '../upper-first.ts';
import { AccessRecord, AUDIT_RECORDED, AuditEntry, KeyUsage } from '../shapes/access.ts';
import { CONTACT, LICENSE } from './openapi-parts.ts';
import { componentParts, publishedPart, schemaName, type Description, type Parts } from './json-schemas.ts';

const BINDING = '0.5.0';

/** AsyncAPI 3.0 description of all topics. Addresses include the prefix. */
export function asyncApi(prefix = '', broker = '127.0.0.1:9092'): Description {
  const parts = componentParts();
  const messages = {
    ...Object.fromEntries(EVENT_TYPES.map((type) => [schemaName(type), eventMessage(type, parts)])),
    ...Object.fromEntries(CHANGE_KINDS.map((kind) => [messageOf(kind), changeMessage(kind, parts)])),
    ...accessMessages(parts),
    DeadLetter: DEAD_LETTER,
  };
  return {
    asyncapi: '3.0.0',
    id: 'urn:silkgauge',
    info: {
      title: 'Silkgauge topics',
      version: '1',
      description:
        'CloudEvents 1.0 on Kafka in binary mode: attributes in ce_ headers, data in the value. At least once, in order per key. ce_traceparent is the trace (W3C Trace Context), where there is one.',
      contact: CONTACT,
      license: { name: LICENSE['name'] },
    },
    defaultContentType: 'application/json',
    servers: { kafka: { host: broker, protocol: 'kafka' } },
    channels: Object.fromEntries(
      topics(prefix).map((spec) => [channelName(spec.name.slice(prefix.length)), channel(spec, prefix)]),
    ),
    operations: operations(),
    components: { messages, schemas: parts.named },
  };
}

/** Component name of a topic: letters, digits and underscores. */
const channelName = (topic: string): string => topic.replaceAll(/[^A-Za-z0-9]/g, '_');

const isInput = (topic: string): topic is (typeof INPUT_TOPICS)[number] =>
  (INPUT_TOPICS as readonly string[]).includes(topic);

/** Name of the message of a kind. */
const messageOf = (kind: ChangeKind): string => `${upperFirst(KINDS[kind].name)}Updated`;

/** Messages and descriptions of the topics of access. */
const ACCESS: Readonly<Record<string, { readonly message: string; readonly description: string }>> = {
  [ACCESS_TOPIC]: {
    message: 'AccessRecord',
    description:
      'Keys and policy, kept for ever. Key: key/ and the id of the key, or policy. No key itself is in here, only its SHA-256. For services of this system: who may write it says who may do what.',
  },
  [ACCESS_USAGE_TOPIC]: {
    message: 'KeyUsage',
    description: 'When each key was last used, compacted. Key: the id of the key.',
  },
  [AUDIT_TOPIC]: {
    message: 'AuditRecorded',
    description:
      'What operators and processes did, kept for ever. Key: the chain. Each entry has the hash of the one before in its chain.',
  },
};

function messageNames(topic: string): readonly string[] {
  if (isInput(topic)) return TOPIC_TYPES[topic].map(schemaName);
  const access = ACCESS[topic];
  if (access) return [access.message];
  if (topic === JOBS_TOPIC) return JOB_TYPES.map(schemaName);
  const kind = kindOnTopic(topic);
  return [kind ? messageOf(kind) : 'DeadLetter'];
}

const letteredBy = (topic: string): string =>
  OUTPUT_TOPICS.some((output) => deadLetterTopic(output) === topic)
    ? 'Versions that are larger than the topic takes, without their value. Offset: the sequence of the version.'
    : 'Records that were refused, with their original key, value and headers.';

const KEYS: Readonly<Record<string, string>> = {
  'policy.notices':
    'The name of the notice; for a statement about a series its key; for the withdrawal of a statement source#id of the event named.',
  'platform.sales': 'The series key.',
  'clock.ticks': 'clock. The append time of a tick decides, and nothing else of it.',
  'newsroom.orders':
    'bulletin/ and the name of the bulletin; alert/ and the name of the rule; release/ and the name of the release; printed/ and the name of the printed sentence. The newest event of a name stands.',
};

/** Rule for topics with a fixed partition per key. */
const PLACED =
  " Each record must lie on the partition that Kafka's default partitioner (murmur2 of the key) gives; elsewhere, or without a key, it is refused " +
  'by the rule misplaced. librdkafka: partitioner=murmur2_random. Partitions are never added.';

function describe(topic: string): string {
  if (isEmbargoTopic(topic))
    return 'Events under embargo, encrypted, until a tick of the clock lifts them. No key, and random ids. Doors write them; who reads the topic sees that something is under embargo and when it came.';
  if (isInput(topic)) {
    const key =
      KEYS[topic] ??
      'the series key; for a withdrawal source#id of the event named; for a described reporter its code.';
    return `Events in. Key: ${key}${isPlaced(topic) ? PLACED : ''}`;
  }
  const kind = kindOnTopic(topic);
  if (kind) return `${KINDS[kind].many} out, compacted. Key: ${lowerFirst(KINDS[kind].key)}`;
  if (topic === JOBS_TOPIC)
    return 'Reports of pushes, compacted, kept for 180 days. Key: the name of the job. The report with the highest sequence stands. No figure comes from here.';
  return ACCESS[topic]?.description ?? letteredBy(topic);
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function channel({ name, partitions, config }: TopicSpec, prefix: string): Description {
  const topic = name.slice(prefix.length);
  const { 'cleanup.policy': cleanup = 'delete', ...others } = config;
  const numbers = Object.fromEntries(
    Object.entries(others).map(([option, value]) => [option, /^-?\d+$/.test(value) ? Number(value) : value]),
  );
  return {
    address: name,
    description: describe(topic),
    messages: Object.fromEntries(
      messageNames(topic).map((message) => [message, { $ref: `#/components/messages/${message}` }]),
    ),
    bindings: {
      kafka: {
        topic: name,
        partitions,
        topicConfiguration: { 'cleanup.policy': cleanup.split(','), ...numbers },
        bindingVersion: BINDING,
      },
    },
  };
}

function operations(): Description {
  const operation = (action: 'send' | 'receive', topic: string): [string, Description] => [
    `${action}_${channelName(topic)}`,
    {
      action,
      channel: { $ref: `#/channels/${channelName(topic)}` },
      messages: messageNames(topic).map((message) => ({
        $ref: `#/channels/${channelName(topic)}/messages/${message}`,
      })),
    },
  ];
  return Object.fromEntries([
    ...[...INPUT_TOPICS, JOBS_TOPIC].map((topic) => operation('receive', topic)),
    ...OUTPUT_TOPICS.map((topic) => operation('send', topic)),
    ...LETTERED_TOPICS.map((topic) => operation('send', deadLetterTopic(topic))),
    ...Object.keys(ACCESS).map((topic) => operation('send', topic)),
  ]);
}

function cloudEventHeaders(type: string, name: string, more: Description = {}): Description {
  return {
    title: `${name}Headers`,
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'content-type'],
    properties: {
      ce_specversion: { type: 'string', const: '1.0' },
      ce_id: { type: 'string' },
      ce_source: { type: 'string' },
      ce_type: { type: 'string', const: type },
      ce_time: { type: 'string', format: 'date-time' },
      'content-type': { type: 'string', examples: ['application/json'] },
      ...more,
    },
  };
}

const outputHeaders = (type: string, name: string): Description =>
  cloudEventHeaders(type, name, {
    ce_subject: { type: 'string', description: 'The key of the record.' },
    [INCARNATION_HEADER]: {
      type: 'string',
      format: 'uuid',
      description:
        'Token of the incarnation of the database in which the version was committed: another one once the database was put back and recovered. Versions rise across it; it tells one version of two histories apart. Records from before this was told have none.',
    },
  });

const keyed = (description: string): Description => ({
  kafka: { key: { type: 'string', description }, bindingVersion: BINDING },
});

function eventMessage(type: EventType, parts: Parts): Description {
  const { title, schema, example } = FAMILIES[type];
  return {
    name: type,
    title,
    contentType: 'application/json',
    headers: cloudEventHeaders(type, schemaName(type)),
    payload: publishedPart(schema, parts),
    bindings: keyed('What shares it keeps its order.'),
    examples: [{ name: schemaName(type), payload: example }],
  };
}

function changeMessage(kind: ChangeKind, parts: Parts): Description {
  const { type, title, shape, key, example } = KINDS[kind];
  return {
    name: type,
    title,
    contentType: 'application/json',
    headers: outputHeaders(type, messageOf(kind)),
    payload: publishedPart(shape, parts),
    bindings: keyed(key),
    ...(example && { examples: [{ name: example.name, payload: example.payload }] }),
  };
}

function accessMessages(parts: Parts): Readonly<Record<string, Description>> {
  return {
    AccessRecord: {
      name: 'access-record',
      title: 'A key, or the policy',
      contentType: 'application/json',
      payload: publishedPart(AccessRecord, parts),
      bindings: keyed('key/ and the id of the key, or policy.'),
    },
    KeyUsage: {
      name: 'key-usage',
      title: 'When a key was last used',
      contentType: 'application/json',
      payload: publishedPart(KeyUsage, parts),
      bindings: keyed('The id of the key.'),
    },
    AuditRecorded: {
      name: AUDIT_RECORDED,
      title: 'What was done or refused',
      contentType: 'application/json',
      headers: cloudEventHeaders(AUDIT_RECORDED, 'AuditRecorded'),
      payload: publishedPart(AuditEntry, parts),
      bindings: keyed('The chain.'),
    },
  };
}

const DEAD_LETTER: Description = {
  name: 'dead-letter',
  title: 'A record that was refused',
  description: 'Original key, value and headers, with why and whence added.',
  headers: {
    title: 'DeadLetterHeaders',
    type: 'object',
    required: ['dlq-reason', 'dlq-rule', 'dlq-topic', 'dlq-partition', 'dlq-offset'],
    properties: {
      'dlq-reason': { type: 'string', description: 'Why, in words.' },
      'dlq-rule': { type: 'string', description: 'Stable name of the rule.' },
      'dlq-topic': { type: 'string' },
      'dlq-partition': { type: 'string' },
      'dlq-offset': { type: 'string', description: 'Below zero: of a log that was replaced since.' },
      'dlq-timestamp': {
        type: 'string',
        format: 'date-time',
        description:
          'When the record was appended; of a version that was set aside, its `knownAt`; where no record could be read, when that was stepped over. Letters from before this was told have none.',
      },
    },
  },
  payload: {},
};

import { accessVariables } from '@silkgauge/access';
import { localUrl, portOf, SERVICES } from '@silkgauge/contract';
import { kafkaVariables } from '@silkgauge/kafka';
import { databaseVariable } from '@silkgauge/read-model';
import {
  asHttpAddress,
  asInteger,
  asList,
  keepSecretKeys,
  secretKeysVariable,
  serviceVariables,
  type ConfigOf,
  type SecretKeys,
  type VariableGroup,
  type Variables,
} from '@silkgauge/service';

const keptKeys = secretKeysVariable(
  ['NOTIFIER_SECRET_KEYS', 'NOTIFIER_SECRET_KEYS_FILE'],
  'encrypt secrets of sinks',
  keepSecretKeys,
);

/** Keys of stored secrets: given, or in a file that a first start makes. */
const secretKeys: VariableGroup<SecretKeys> = {
  members: keptKeys.members,
  read(environment) {
    const keys = keptKeys.read(environment);
    if (keys) return keys;
    throw new RangeError(
      'NOTIFIER_SECRET_KEYS is missing: keys by generation that encrypt secrets of sinks, 1:<base64 of 32 bytes>, or NOTIFIER_SECRET_KEYS_FILE',
    );
  },
};

/** Environment variables of the notifier. */
export const variables = {
  ...serviceVariables(portOf('notifier')),
  databaseUrl: databaseVariable(),
  ...kafkaVariables,
  brokers: {
    ...kafkaVariables.brokers,
    about:
      'brokers of the topics of keys, policy and audit; without them nobody has a key, and nothing is written to an audit',
    fallback: [] as readonly string[],
  },
  access: accessVariables,
  secretKeys,
  publicUrl: {
    name: 'NOTIFIER_URL',
    about: 'address of this service for sinks that give their consent later',
    fallback: localUrl('notifier'),
    parse: asHttpAddress,
  },
  origin: {
    name: 'NOTIFIER_ORIGIN',
    about: 'name of this sender that sinks consent to',
    fallback: 'silkgauge.localhost',
    parse: (text: string): string => {
      if (!/^[\w.:-]{1,253}$/.test(text)) throw new RangeError('not a DNS name');
      return text;
    },
  },
  apiUrl: {
    name: 'GROWTH_API_PUBLIC_URL',
    about: 'address of growth-api for receivers, in dataref and snapshot',
    fallback: localUrl('growth-api'),
    parse: asHttpAddress,
  },
  ownPorts: {
    name: 'WEBHOOK_OWN_PORTS',
    about: 'ports of the product, its Kafka and PostgreSQL, which on this machine are no sinks, by comma',
    fallback: [...SERVICES.map(({ port }) => port), 5432, 5439, 9092, 9392],
    parse: (text: string): readonly number[] => asList(text).map(asInteger(1, 65_535)),
  },
  recentBytes: {
    name: 'NOTIFIER_RECENT_BYTES',
    about: 'bytes of recent deliveries kept in memory for all subscriptions',
    fallback: 8 * 1024 * 1024,
    parse: asInteger(1),
  },
  leaseMs: {
    name: 'NOTIFIER_LEASE_MS',
    about: 'milliseconds after which another notifier takes over subscriptions whose owner is silent',
    fallback: 10_000,
    parse: asInteger(1_000, 60_000),
  },
} satisfies Variables;

export type NotifierConfig = ConfigOf<typeof variables>;

import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import { kafkajsSecurity } from './client-security.ts';
import { securityVariables, type KafkaSecurity } from './security.ts';

/** What a client of the broker has to know. */
export interface KafkaConfig {
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Plainly where it is absent. */
  readonly security?: KafkaSecurity;
  /** Takes over what kafkajs has to say; silent when absent. */
  readonly log?: KafkaLog;
}

export type KafkaLogLevel = 'error' | 'warn' | 'info' | 'debug';
export type KafkaLog = (level: KafkaLogLevel, message: string, details: Record<string, unknown>) => void;

/** Environment of everything that talks to Kafka; a fragment for a service's configuration. */
export const kafkaVariables = {
  brokers: {
    name: 'KAFKA_BROKERS',
    about: 'addresses of the brokers, host:port, separated by commas',
    parse: (text: string): readonly string[] => {
      const brokers = text.split(',').map((part) => part.trim());
      for (const broker of brokers) {
        const port = /^[^\s:/]+:(\d{1,5})$|^\[[0-9a-fA-F:]+\]:(\d{1,5})$/.exec(broker);
        const number = Number(port?.[1] ?? port?.[2]);
        if (!(number >= 1 && number <= 65535)) throw new RangeError(`"${broker}" is not host:port`);
      }
      return brokers;
    },
  },
  security: securityVariables,
  topicPrefix: {
    name: 'TOPIC_PREFIX',
    about: 'put before every topic name',
    fallback: '',
    parse: (text: string): string => {
      if (!/^[A-Za-z0-9._-]{0,100}$/.test(text)) {
        throw new RangeError('a topic prefix has letters, digits, ".", "_" and "-" only');
      }
      return text;
    },
  },
} as const;

/** Where the topics of a command are, by its environment. @throws RangeError where that does not say it */
export const readTarget = (
  environment: NodeJS.ProcessEnv,
): { readonly kafka: KafkaConfig; readonly prefix: string } => {
  const { brokers, security, topicPrefix } = kafkaVariables;
  const addresses = environment[brokers.name] ?? '';
  if (addresses === '') throw new RangeError(`${brokers.name} is missing: ${brokers.about}`);
  return {
    prefix: topicPrefix.parse(environment[topicPrefix.name] ?? topicPrefix.fallback),
    kafka: { brokers: brokers.parse(addresses), security: security.read(environment) },
  };
};

/**
 * Given whole: kafkajs has other defaults where NODE_ENV is "test". It tries again after 0.1 s, 0.2 s, 0.4 s, 0.8 s
 * and then every second or so.
 */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3, factor: 0.2, multiplier: 2 };

/** Enough retries for kafkajs to go on for that many milliseconds, whatever its dice say. */
export const retryFor = (milliseconds: number): typeof RETRY => ({
  ...RETRY,
  retries: RETRY.retries + Math.ceil(milliseconds / (RETRY.maxRetryTime * (1 - RETRY.factor))),
});

const LEVELS: Partial<Record<logLevel, KafkaLogLevel>> = {
  [logLevel.ERROR]: 'error',
  [logLevel.WARN]: 'warn',
  [logLevel.INFO]: 'info',
  [logLevel.DEBUG]: 'debug',
};

/**
 * A kafkajs client with bounded patience. One for each consumer: kafkajs keeps the offsets of a group on the client, and two consumers
 * on one client would share them.
 */
export const createKafka = (config: KafkaConfig): Kafka =>
  new Kafka({
    brokers: [...config.brokers],
    clientId: config.clientId ?? 'silkgauge',
    ...kafkajsSecurity(config.security),
    // With TLS the handshake counts, and a broker may be busy.
    connectionTimeout: (config.security?.protocol ?? 'PLAINTEXT') === 'PLAINTEXT' ? 1_000 : 3_000,
    requestTimeout: 5_000,
    retry: RETRY,
    logLevel: config.log ? logLevel.INFO : logLevel.NOTHING,
    logCreator: () => (entry: LogEntry) => {
      const { message, timestamp: _, logger: __, ...details } = entry.log;
      config.log?.(LEVELS[entry.level] ?? 'info', message, { ...details, client: entry.namespace });
    },
  });

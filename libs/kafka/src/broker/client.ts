import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import { kafkajsSecurity } from './client-security.ts';
import { securityVariables, type KafkaSecurity } from './security.ts';

export interface KafkaConfig {
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** PLAINTEXT when absent. */
  readonly security?: KafkaSecurity;
  /** Receives log lines, those of kafkajs included; silent when absent. */
  readonly log?: KafkaLog;
}

export type KafkaLogLevel = 'error' | 'warn' | 'info' | 'debug';
export type KafkaLog = (level: KafkaLogLevel, message: string, details: Record<string, unknown>) => void;

/** Environment variables of every Kafka client; a fragment of a service's configuration. */
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

/** Brokers and topic prefix of a command, by its environment. @throws RangeError for an invalid variable */
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
 * Complete, since kafkajs has other defaults under NODE_ENV=test. Pauses: 0.1, 0.2, 0.4, 0.8, then about 1 s.
 */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3, factor: 0.2, multiplier: 2 };

const LEVELS: Partial<Record<logLevel, KafkaLogLevel>> = {
  [logLevel.ERROR]: 'error',
  [logLevel.WARN]: 'warn',
  [logLevel.INFO]: 'info',
  [logLevel.DEBUG]: 'debug',
};

/**
 * A kafkajs client with bounded retries. Each consumer needs its own: kafkajs keeps the offsets of a group on
 * the client.
 */
export const createKafka = (config: KafkaConfig): Kafka =>
  new Kafka({
    brokers: [...config.brokers],
    clientId: config.clientId ?? 'silkgauge',
    ...kafkajsSecurity(config.security),
    // The limit includes the TLS handshake with a broker that may be busy.
    connectionTimeout: (config.security?.protocol ?? 'PLAINTEXT') === 'PLAINTEXT' ? 1_000 : 3_000,
    requestTimeout: 5_000,
    retry: RETRY,
    logLevel: config.log ? logLevel.INFO : logLevel.NOTHING,
    logCreator: () => (entry: LogEntry) => {
      const { message, timestamp: _, logger: __, ...details } = entry.log;
      config.log?.(LEVELS[entry.level] ?? 'info', message, { ...details, client: entry.namespace });
    },
  });

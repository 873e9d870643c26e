import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers';
import { freePort } from './ports.ts';
import type { Services } from './embedded-services.ts';

const POSTGRES = 'postgres:18';
const KAFKA = 'apache/kafka:4.4.0';

/** Broker and database in containers of the images in the compose file. Needs a Docker engine. */
export async function startContainerServices(): Promise<Services> {
  const { host } = (await getContainerRuntimeClient()).info.containerRuntime;
  const [kafka, postgres] = await Promise.all([kafkaContainer(host), postgresContainer()]);
  return {
    brokers: kafka.brokers,
    databaseUrl: `postgres://silkgauge:silkgauge@${postgres.getHost()}:${postgres.getMappedPort(5432)}/postgres`,
    stop: async () => void (await Promise.all([kafka.container.stop(), postgres.stop()])),
  };
}

function postgresContainer() {
  return (
    new GenericContainer(POSTGRES)
      .withEnvironment({
        POSTGRES_USER: 'silkgauge',
        POSTGRES_PASSWORD: 'silkgauge',
        POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8',
      })
      .withCommand(['postgres', '-c', 'max_connections=200'])
      .withExposedPorts(5432)
      // Health is checked over TCP: during initialisation the image's server accepts only the socket.
      .withHealthCheck({
        test: ['CMD-SHELL', 'pg_isready -h 127.0.0.1 -U silkgauge'],
        interval: 500,
        timeout: 2000,
        retries: 120,
      })
      .withWaitStrategy(Wait.forHealthCheck())
      .start()
  );
}

async function kafkaContainer(host: string) {
  // The broker advertises its address, so the outside port must be known before the start.
  const port = await freePort();
  const container = await new GenericContainer(KAFKA)
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      // For transactions the broker calls itself, and the outside address is unreachable from inside.
      KAFKA_LISTENERS: 'OUTSIDE://:9092,CONTROLLER://:9093,INSIDE://:9094',
      KAFKA_ADVERTISED_LISTENERS: `OUTSIDE://${host}:${port},INSIDE://localhost:9094`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT',
      KAFKA_INTER_BROKER_LISTENER_NAME: 'INSIDE',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    })
    .withExposedPorts({ container: 9092, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(120_000)
    .start();
  return { container, brokers: `${host}:${port}` };
}

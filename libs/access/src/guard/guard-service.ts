import { setTimeout as sleep } from 'node:timers/promises';
import { clearText, type KafkaConfig } from '@silkgauge/kafka';
import type { Readiness, Registry } from '@silkgauge/service';
import type { FastifyInstance } from 'fastify';
import { ProcessAccess } from '../process/process-access.ts';
import type { PolicyDocument } from '../record/shapes.ts';
import type { AccessTable } from '../table/access-table.ts';
import type { AccessConfig } from './config.ts';
import { requireKeys, type AccessGuard, type GuardParts } from './guard.ts';

/** Said at each start without a public key. */
const UNSIGNED =
  'ACCESS_PUBLIC_KEY_FILE is not set: records of keys and policy count unsigned, so whoever may write silkgauge.access decides who may do what';

/** Milliseconds that a start waits for keys and policy; without them the service is not ready, and goes on. */
const PATIENCE = 5_000;

export interface GuardedService {
  readonly guard: AccessGuard;
  readonly config: AccessConfig;
  /** Without brokers there is no topic of keys: nobody has one. */
  readonly kafka: KafkaConfig;
  readonly topicPrefix: string;
  /** Keys and policy in place of those of the topic. */
  readonly table?: AccessTable | undefined;
  /** What the service has of access already, and works with itself. */
  readonly access?: ProcessAccess | undefined;
}

/** What the shell of a service has before it listens. */
export interface Shell {
  readonly fastify: FastifyInstance;
  readonly readiness: Readiness;
  readonly registry: Registry;
  readonly logger: {
    warn(message: string): void;
    warn(details: object, message: string): void;
  };
}

/**
 * Guards a service with the keys and the policy of the topic, tells the last use of keys and the audit, and ends
 * all that with the service.
 *
 * @throws ConfigError where the service needs a key and none is active
 */
export const guardService = async (
  { guard, config, kafka, topicPrefix, table: given, access: own }: GuardedService,
  { fastify, readiness, registry, logger }: Shell,
): Promise<void> => {
  const clear = clearText(kafka.brokers, kafka.security ?? { protocol: 'PLAINTEXT' });
  if (clear !== null) logger.warn(clear);
  const fixed = given ?? (kafka.brokers.length === 0 ? NO_KEYS : undefined);
  if (fixed) {
    requireKeys(config, fixed);
    install(fastify, guard, { table: fixed, logger });
    return;
  }
  const { publicKeys } = config;
  if (!publicKeys) logger.warn(UNSIGNED);
  const name = kafka.clientId ?? 'silkgauge';
  const access = own ?? new ProcessAccess({ name, kafka, topicPrefix, publicKeys, registry, logger });
  const { table, refused } = access;
  access.start();
  await known(table);
  try {
    if (Number.isFinite(table.ageSeconds())) requireKeys(config, table);
  } catch (error) {
    await access.close();
    throw error;
  }
  readiness.add('access', () => table.check());
  fastify.addHook('onClose', () => access.close());
  install(fastify, guard, {
    table,
    logger,
    used: access.used,
    refused: (key, address) => {
      refused.note(key, address, key !== undefined && table.keyById(key) !== undefined);
    },
  });
};

/** Behind the plugins that are registered already, so that refusals have the headers of CORS. */
const install = (fastify: FastifyInstance, guard: AccessGuard, parts: GuardParts): void => {
  const plugin = (instance: FastifyInstance, _options: object, done: () => void): void => {
    guard.install(instance, parts);
    done();
  };
  void fastify.register(Object.assign(plugin, { [Symbol.for('skip-override')]: true }));
};

/** What a service knows that has no topic of keys. */
const NO_DECISION: PolicyDocument = {};
const NO_KEYS: AccessTable = {
  keyById: () => undefined,
  keyByJwt: () => undefined,
  policy: () => NO_DECISION,
  ageSeconds: () => 0,
  active: () => [],
};

/** Resolves when the table has been read for the first time, or after the patience of a start. */
const known = async (table: AccessTable): Promise<void> => {
  const until = performance.now() + PATIENCE;
  while (!Number.isFinite(table.ageSeconds()) && performance.now() < until) await sleep(20);
};

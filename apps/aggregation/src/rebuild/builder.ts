import { kafkaTopics, type Topics } from '@silkgauge/kafka';
import {
  beginIncarnation,
  connect,
  createReadModel,
  dropSchema,
  emptySchema,
  inSchema,
  migrate,
  schemaOf,
  thisServer,
  tryBuild,
  type ReadModel,
} from '@silkgauge/read-model';
import { variables } from '../config.ts';
import { operatorVariables, OperatorError } from '../ops/operator-config.ts';
import { readConfig, type ConfigOf } from '@silkgauge/service';
import { LogReplay, type LogReplayOptions } from './replay.ts';

/** Environment of audit and rebuild; the window has to be the aggregation's. */
const builderVariables = {
  ...operatorVariables,
  identityWindow: variables.identityWindow,
  smallBases: variables.smallBases,
} as const;

export type BuilderConfig = ConfigOf<typeof builderVariables> & Pick<LogReplayOptions, 'batchRecords'>;

/** @throws ConfigError with every fault */
export function builderConfig(environment: NodeJS.ProcessEnv): BuilderConfig {
  return readConfig(environment, builderVariables);
}

type BuilderSession = Awaited<ReturnType<typeof connect>>;

/** What building a read model beside the live one needs. */
export interface Building {
  readonly config: BuilderConfig;
  readonly topics: Topics;
  /** A connection to the live read model; while it lives, nobody else builds in the same schema. */
  readonly session: BuilderSession;
  /** The schema it is built in. */
  readonly schema: string;
  readonly beside: ReadModel;
  readonly replay: LogReplay;
}

/**
 * Prepares an empty read model in `schema`, beside the live one and in its database, runs `work` with it and takes it away
 * again. Whatever an earlier call left there when it broke off is taken away first.
 *
 * @throws OperatorError `refused` when somebody else is at it, or the database has no read model
 */
export async function buildBeside<T>(
  config: BuilderConfig,
  schema: string,
  work: (building: Building) => Promise<T>,
): Promise<T> {
  const applicationName = schema.replace('_', '-');
  const { brokers, security } = config;
  const topics = kafkaTopics({ brokers, security, clientId: applicationName });
  const session = await connect(config.databaseUrl, applicationName);
  // An error of a query is the query's; this is a connection that breaks while nothing is asked.
  session.on('error', () => undefined);
  try {
    // The server notices within seconds that this process was killed, also while it waits for a lock.
    await session.query('set client_connection_check_interval = 2000');
    const liveSchema = await requireModel(session);
    if (!(await tryBuild(session, schema)))
      throw new OperatorError('refused', `Somebody else is building in ${schema}. Wait for the end of it.`);
    await emptySchema(session, schema);
    const url = inSchema(config.databaseUrl, schema);
    await migrate(url);
    const beside = createReadModel(url, { applicationName });
    const nothing = { after: 0n, until: 0n, reason: 'nothing of it is published', actor: applicationName };
    await beginIncarnation(beside.pool, { server: await thisServer(beside.pool), ...nothing });
    // Reads beside the session, whose transaction may be open.
    const live = createReadModel(config.databaseUrl, { max: 2, applicationName });
    try {
      const { topicPrefix, identityWindow, smallBases, batchRecords } = config;
      const replay = new LogReplay({
        ...{ topics, topicPrefix, identityWindow, smallBases, batchRecords, beside, liveSchema },
        besideSchema: schema,
        live: live.pool,
      });
      return await work({ config, topics, session, schema, beside, replay });
    } finally {
      await Promise.all([beside.close(), live.close()]);
      // Of a transaction that broke off nothing is kept; without one this does nothing.
      await session.query('rollback').catch(() => undefined);
      await dropSchema(session, schema).catch(() => undefined);
    }
  } finally {
    await session.end().catch(() => undefined);
  }
}

async function requireModel(session: BuilderSession): Promise<string> {
  const schema = await schemaOf(session);
  const { rows } = await session.query<{ found: boolean }>(
    `select to_regclass('rebuild') is not null as found`,
  );
  if (schema !== null && rows[0]?.found === true) return schema;
  throw new OperatorError(
    'refused',
    'DATABASE_URL leads to no read model of this version: migrate it first.',
  );
}

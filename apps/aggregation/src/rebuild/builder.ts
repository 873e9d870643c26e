import { Seals, type Opener } from '@silkgauge/embargo';
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

/** Environment of audit and rebuild; `identityWindow` must be that of the aggregation. */
const builderVariables = {
  ...operatorVariables,
  identityWindow: variables.identityWindow,
  smallBases: variables.smallBases,
  embargoKeys: variables.embargoKeys,
} as const;

export type BuilderConfig = ConfigOf<typeof builderVariables> & Pick<LogReplayOptions, 'batchRecords'>;

/** @throws ConfigError with every fault */
export function builderConfig(environment: NodeJS.ProcessEnv): BuilderConfig {
  return readConfig(environment, builderVariables);
}

type BuilderSession = Awaited<ReturnType<typeof connect>>;

/** A read model that is built beside the live one. */
export interface Building {
  readonly config: BuilderConfig;
  readonly topics: Topics;
  /** Session on the live read model; it locks the schema against other builds. */
  readonly session: BuilderSession;
  /** Schema of the new read model. */
  readonly schema: string;
  readonly beside: ReadModel;
  readonly replay: LogReplay;
}

/** Makes what opens events under embargo, of the keys and of the live read model. */
export type OpenerOf<Opens extends Opener> = (seals: Seals | null, live: ReadModel['pool']) => Opens;

/**
 * Builds an empty read model in `schema` of the live database, runs `work` and drops the schema. Remains of
 * an interrupted call are dropped first.
 * @throws OperatorError `refused` during another build, or without a live read model
 */
export async function buildBeside<T, Opens extends Opener>(
  config: BuilderConfig,
  schema: string,
  openerOf: OpenerOf<Opens>,
  work: (building: Building, opener: Opens) => Promise<T>,
): Promise<T> {
  const applicationName = schema.replace('_', '-');
  const { brokers, security } = config;
  const topics = kafkaTopics({ brokers, security, clientId: applicationName });
  const session = await connect(config.databaseUrl, applicationName);
  // Without a listener, a connection that breaks between two queries would end the process.
  session.on('error', () => undefined);
  try {
    // The server notices a killed process within seconds, even while the session waits for a lock.
    await session.query('set client_connection_check_interval = 2000');
    const liveSchema = await requireModel(session);
    if (!(await tryBuild(session, schema)))
      throw new OperatorError('refused', `Somebody else is building in ${schema}. Wait for the end of it.`);
    await emptySchema(session, schema);
    const url = inSchema(config.databaseUrl, schema);
    await migrate(url);
    const beside = createReadModel(url, { applicationName, preferIndexes: true });
    const nothing = { after: 0n, until: 0n, reason: 'nothing of it is published', actor: applicationName };
    await beginIncarnation(beside.pool, { server: await thisServer(beside.pool), ...nothing });
    // A pool of its own, as the session may be in a transaction.
    const live = createReadModel(config.databaseUrl, { max: 2, applicationName });
    try {
      const { topicPrefix, identityWindow, smallBases, embargoKeys, batchRecords } = config;
      const opener = openerOf(embargoKeys && new Seals(embargoKeys), live.pool);
      const replay = new LogReplay({
        ...{ topics, topicPrefix, identityWindow, smallBases, batchRecords, beside, liveSchema },
        besideSchema: schema,
        seals: opener,
        live: live.pool,
      });
      return await work({ config, topics, session, schema, beside, replay }, opener);
    } finally {
      // Undoes an open transaction, if any. The session may have ended.
      await session.query('rollback').catch(() => undefined);
      await dropSchema(beside.pool, schema).catch(() => undefined);
      await Promise.all([beside.close(), live.close()]);
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

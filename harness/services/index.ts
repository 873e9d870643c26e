export { readWithConsoleConsumer } from './console-consumer.ts';
export {
  ask,
  copyOf,
  emptyDatabase,
  ensureDatabase,
  migrateAsNew,
  testDatabase,
  type TestDatabase,
} from './database.ts';
export { asReader, giveRoles, makeReader } from './database-roles.ts';
export type { ProxiedListener } from './broker-settings.ts';
export { SUPER_USER, type ClusterSecurity } from './broker-security.ts';
export { certificateAuthority, type CertificateAuthority, type CertificateFiles } from './certificates.ts';
export { startKafka, type EmbeddedKafka, type KafkaOptions } from './embedded-kafka.ts';
export {
  postgresUrl,
  startPostgres,
  type EmbeddedPostgres,
  type PostgresOptions,
} from './embedded-postgres.ts';
export { eventually } from './eventually.ts';
export {
  startKafkaCluster,
  type ClusterOptions,
  type KafkaCluster,
  type NodeAddresses,
} from './kafka-cluster.ts';
export { keptBytes } from './kept-bytes.ts';
export { topicPrefix, uniqueName } from './unique-names.ts';
export { freePort } from './ports.ts';
export { BACKUP_STATEMENTS, putBeside, restoreBackup, takeBackup } from './postgres-backup.ts';
export { commandLine, endOrphans } from './orphans.ts';
export { checkout, newDataFolder, nodeSettings, openToOthers } from './places.ts';
export {
  exitOnSignals,
  logEnd,
  StartFailed,
  startProcess,
  waitUntilReady,
  type ForAPerson,
  type RunningProcess,
} from './process.ts';
export { testBrokers, testServerUrl } from './run-services.ts';
export type { Services } from './embedded-services.ts';
export { startServices } from './services.ts';
export { startTokenServer, type TokenServer } from './token-server.ts';
export { startApp, type AppOptions, type RunningApp } from './start-app.ts';

// Node runs the TypeScript sources itself: Jest's transform is not active yet.
import { startServices } from '../services.ts';

/** One broker and one database server for the whole run; the workers inherit the environment. */
export default async function globalSetup() {
  // A run of several rooms has started both servers already.
  if (process.env.TEST_KAFKA_BROKERS && process.env.TEST_DATABASE_URL) return;
  // A terminated run skips the teardown; the exit of the process then ends the servers.
  process.once('SIGTERM', () => process.exit(143));
  const services = await startServices();
  globalThis.silkgaugeServices = services;
  process.env.TEST_KAFKA_BROKERS = services.brokers;
  process.env.TEST_DATABASE_URL = services.databaseUrl;
}

// Node runs the TypeScript sources as they are: this happens before Jest's own transform is at work.
import { startServices } from '../services.ts';

/** One broker and one database server for the whole run; the workers inherit the environment. */
export default async function globalSetup() {
  // A run of several rooms has started both for all of them.
  if (process.env.TEST_KAFKA_BROKERS && process.env.TEST_DATABASE_URL) return;
  // A run that is told to end does not come to the teardown; what we started ends with the process then.
  process.once('SIGTERM', () => process.exit(143));
  const services = await startServices();
  globalThis.silkgaugeServices = services;
  process.env.TEST_KAFKA_BROKERS = services.brokers;
  process.env.TEST_DATABASE_URL = services.databaseUrl;
}

// Node runs the TypeScript sources as they are: this happens before Jest's own transform is at work.
import { startServices } from '../src/services.ts';

/** One broker and one database server for the whole run; the workers inherit the environment. */
export default async function globalSetup() {
  const services = await startServices();
  globalThis.silkgaugeServices = services;
  process.env.TEST_KAFKA_BROKERS = services.brokers;
  process.env.TEST_DATABASE_URL = services.databaseUrl;
}

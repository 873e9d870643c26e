/** What the run's global set-up put into the environment; throws where a spec runs without it. */
function given(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(
      `${name} is not set: name the spec *.int.spec.ts or *.e2e.spec.ts, so that its services are started`,
    );
  }
  return value;
}

/** Broker list of the run's Kafka. */
export function testBrokers(): string {
  return given('TEST_KAFKA_BROKERS');
}

/** The run's PostgreSQL: its `postgres` database, as superuser. */
export function testServerUrl(): string {
  return given('TEST_DATABASE_URL');
}

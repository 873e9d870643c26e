/** A variable of the run's global set-up. @throws Error outside a run */
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

/** Address of the run's `postgres` database, as superuser. */
export function testServerUrl(): string {
  return given('TEST_DATABASE_URL');
}

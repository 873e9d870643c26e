import { userInfo } from 'node:os';
import { kafkaVariables } from '@silkgauge/kafka';
import { databaseVariable } from '@silkgauge/read-model';
import { ConfigError, readConfig } from '@silkgauge/service';

/** Environment of operator commands; the defaults lead to the local system of `npm start`. */
export const operatorVariables = {
  ...kafkaVariables,
  brokers: { ...kafkaVariables.brokers, fallback: ['127.0.0.1:9392'] as readonly string[] },
  databaseUrl: databaseVariable('postgres://silkgauge:silkgauge@127.0.0.1:5439/silkgauge'),
} as const;

export type OperatorConfig = ReturnType<typeof operatorConfig>;

/** @throws ConfigError with every fault */
export function operatorConfig(environment: NodeJS.ProcessEnv) {
  return readConfig(environment, operatorVariables);
}

/** A command that cannot be carried out; the message gives reason and remedy. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly code: 'usage' | 'refused';

  constructor(code: OperatorError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Runs a command and sets the exit code of the process: 2 for a wrong call, 1 for a failure. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const isUsage =
      error instanceof ConfigError || (error instanceof OperatorError && error.code === 'usage');
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = isUsage ? 2 : 1;
  }
}

/** Actor for the audit row: the given name, else the user of the operating system. */
export function actorOf(told: string | undefined): string {
  if (told !== undefined && told !== '') return told;
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command as an operator does, with nothing of this process but the environment given. */
export function runOperator(
  command: 'dlq' | 'skip',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const script = join(import.meta.dirname, '../../dist/ops', `${command}.js`);
  return new Promise((resolve) => {
    const environment = { ...process.env, NODE_OPTIONS: '', ...env };
    execFile(process.execPath, [script, ...args], { env: environment }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

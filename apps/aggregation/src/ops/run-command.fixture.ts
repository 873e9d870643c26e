import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Files of the built commands, below `dist`. */
const SCRIPTS = {
  dlq: 'ops/dlq.js',
  recover: 'ops/recover.js',
  skip: 'ops/skip.js',
  audit: 'rebuild/audit.js',
  rebuild: 'rebuild/rebuild.js',
} as const;

export type Command = keyof typeof SCRIPTS;

export function scriptOf(command: Command): string {
  return join(import.meta.dirname, '../../dist', SCRIPTS[command]);
}

/** Runs a built command in a process of its own; `env` comes on top of the present environment. */
export function runOperator(
  command: Command,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const environment = { ...process.env, NODE_OPTIONS: '', ...env };
    execFile(process.execPath, [scriptOf(command), ...args], { env: environment }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

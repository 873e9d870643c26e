import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A child process, of the product or of another vendor. */
export interface RunningProcess {
  readonly pid: number;
  /** Resolves at the end of the process with its exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
  /** Requests an orderly end and waits; after `stopWithin` the process is killed. */
  stop(): Promise<void>;
  /** Sends SIGKILL and waits for the end: a deliberate crash. */
  kill(): Promise<void>;
}

export interface ProcessOptions {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** User to run as; only root may change it. */
  identity?: { uid: number; gid: number };
  /** File for the output, appended: the program survives the death of a reader. */
  log: string;
  stopSignal: NodeJS.Signals;
  /** Milliseconds until a stop becomes a kill; 20 s by default. */
  stopWithin?: number;
  /** Pid file, removed at the end: the process number, and `words` that identify the command line. */
  pidFile?: { path: string; words: string };
  /** Runs in its own process group: Ctrl-C in the terminal does not reach the process. */
  detached?: boolean;
}

/** Options of a supervisor: a pid file, and a process group of its own. */
export type Supervision = Required<Pick<ProcessOptions, 'detached'>> & { pidFile: string };

/** Thrown when a program ended before readiness or took too long; carries the end of its output. */
export class StartFailed extends Error {
  override readonly name = 'StartFailed';
  readonly output: string;
  constructor(message: string, output: string) {
    super(`${message}\n${output}`);
    this.output = output;
  }
}

/** Starts a program with its output in a file. A normal exit of this process ends the program. */
export function startProcess(options: ProcessOptions): RunningProcess {
  const log = openSync(options.log, 'a');
  let child: ChildProcess;
  try {
    child = spawn(options.command, options.args, {
      stdio: ['ignore', log, log],
      ...(options.env ? { env: options.env } : {}),
      ...(options.cwd ? { cwd: options.cwd } : {}),
      ...(options.identity ?? {}),
      detached: options.detached ?? false,
    });
  } finally {
    closeSync(log);
  }
  const { pidFile } = options;
  if (pidFile && child.pid !== undefined) writeFileSync(pidFile.path, `${child.pid}\n${pidFile.words}\n`);
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('exit', endWithUs);
      if (pidFile) rmSync(pidFile.path, { force: true });
      resolve(code);
    });
  });
  exited.catch(() => undefined); // the waiting caller reports a failed spawn
  const endWithUs = () => void child.kill(options.stopSignal);
  process.once('exit', endWithUs);

  const stop = async () => {
    child.kill(options.stopSignal);
    const late = new AbortController();
    const kill = pause(options.stopWithin ?? 20_000, undefined, { signal: late.signal, ref: false }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    await exited;
    late.abort();
    await kill;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { pid: child.pid ?? -1, exited, stop, kill };
}

/** Makes a signal a deliberate exit, which runs the handlers that end child processes. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
}

/** Present size of a log: the offset of the next start's output. */
export function logEnd(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** Name, log position and time limit of a wait for readiness. */
export interface Readiness {
  name: string;
  log: string;
  /** Size of the log at the start. */
  from: number;
  within: number;
}

/** Waits for `line` in the output. @throws StartFailed on an early end, or on time out after a kill */
export function waitForLine(running: RunningProcess, options: Readiness & { line: string }): Promise<void> {
  return waitUntil(running, options, () => Promise.resolve(outputOf(options).includes(options.line)));
}

/** Where a service waits for a person, who is waited for without limit. */
export interface ForAPerson {
  /** Gets each reason that names a command, once. */
  readonly tell: (reason: string) => void;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

/** Waits for 200 from `GET <url>/readyz`. @throws StartFailed on an early end, or on time out after a kill */
export function waitUntilReady(
  running: RunningProcess,
  options: Readiness & { url: string; forAPerson?: ForAPerson },
): Promise<void> {
  const { url, forAPerson } = options;
  const told = new Set<string>();
  const isReady = async (): Promise<boolean | 'waits for a person'> => {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok || !answer || !forAPerson) return answer?.ok ?? false;
    forAPerson.signal.throwIfAborted();
    const reason = await commandIn(answer);
    if (reason === null) return false;
    if (!told.has(reason)) forAPerson.tell(reason);
    told.add(reason);
    return 'waits for a person';
  };
  return waitUntil(running, options, isReady);
}

/** The first reason of a failed check that names a command; null without one. */
async function commandIn(answer: Response): Promise<string | null> {
  const { checks = {} } = (await answer.json().catch(() => ({}))) as {
    checks?: Record<string, { reason?: unknown }>;
  };
  const reasons = Object.values(checks).map(({ reason }) => String(reason ?? ''));
  return reasons.find((reason) => reason.includes('npm run ')) ?? null;
}

function outputOf({ log, from }: Readiness): string {
  return readFileSync(log).subarray(from).toString();
}

async function waitUntil(
  running: RunningProcess,
  options: Readiness,
  isReady: () => Promise<boolean | 'waits for a person'>,
): Promise<void> {
  let ended: string | undefined;
  running.exited.then(
    (code) => (ended = `ended with ${code === null ? 'a signal' : `code ${code}`}`),
    (error: unknown) => (ended = String(error)),
  );
  let deadline = Date.now() + options.within;
  for (let found = await isReady(); found !== true; found = await isReady()) {
    if (found !== false) deadline = Date.now() + options.within;
    const late = Date.now() > deadline ? `was not ready within ${options.within / 1000} s` : undefined;
    const failure = ended ?? late;
    if (failure !== undefined) {
      if (ended === undefined) await running.kill();
      throw new StartFailed(`${options.name} ${failure}`, outputOf(options).slice(-4000));
    }
    await pause(20);
  }
}

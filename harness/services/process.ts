import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A program of another vendor or of ours that runs beside us. */
export interface RunningProcess {
  readonly pid: number;
  /** Resolves when it has ended, with its exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Asks it to end and waits; after `stopWithin` it is killed. */
  stop(): Promise<void>;
  /** SIGKILL, and waits until it is gone: a crash on purpose. */
  kill(): Promise<void>;
}

export interface ProcessOptions {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Another user to run as; only root may. */
  identity?: { uid: number; gid: number };
  /** Output goes to this file, appended, so that the program outlives a reader that dies. */
  log: string;
  stopSignal: NodeJS.Signals;
  /** Milliseconds until a stop becomes a kill; 20 s unless told. */
  stopWithin?: number;
  /** Written at the start and removed at the end: the number, and `words` of the command line to know it by. */
  pidFile?: { path: string; words: string };
  /** In a process group of its own: Ctrl-C in the terminal does not reach it, only `stop` does. */
  detached?: boolean;
}

/** How a supervisor has a service started: with a pid file, out of reach of its terminal. */
export type Supervision = Required<Pick<ProcessOptions, 'detached'>> & { pidFile: string };

/** Thrown when a program ended before it was ready or took too long; carries the end of its output. */
export class StartFailed extends Error {
  override readonly name = 'StartFailed';
  readonly output: string;
  constructor(message: string, output: string) {
    super(`${message}\n${output}`);
    this.output = output;
  }
}

/** Starts a program with its output in a file and no terminal. Whoever ends this process normally ends it too. */
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
  exited.catch(() => undefined); // a program that cannot be spawned is reported by whoever waits for it
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

/** Size of a log now: where the output of the next start begins. */
export function logEnd(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** What is waited for, and where the program's output of this start is found. */
export interface Readiness {
  name: string;
  log: string;
  /** Size of the log at the start. */
  from: number;
  within: number;
}

/** Waits until `ready` appears in the program's output. Throws StartFailed when it ends first or takes too long; then it is killed. */
export function waitForLine(running: RunningProcess, options: Readiness & { line: string }): Promise<void> {
  return waitUntil(running, options, () => Promise.resolve(outputOf(options).includes(options.line)));
}

/** Waits until `GET <url>/readyz` answers 200. Throws StartFailed when the program ends first or takes too long; then it is killed. */
export function waitUntilReady(running: RunningProcess, options: Readiness & { url: string }): Promise<void> {
  return waitUntil(running, options, () =>
    fetch(`${options.url}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
}

function outputOf({ log, from }: Readiness): string {
  return readFileSync(log).subarray(from).toString();
}

async function waitUntil(
  running: RunningProcess,
  options: Readiness,
  isReady: () => Promise<boolean>,
): Promise<void> {
  let ended: string | undefined;
  running.exited.then(
    (code) => (ended = `ended with ${code === null ? 'a signal' : `code ${code}`}`),
    (error: unknown) => (ended = String(error)),
  );
  const deadline = Date.now() + options.within;
  while (!(await isReady())) {
    const late = Date.now() > deadline ? `was not ready within ${options.within / 1000} s` : undefined;
    const failure = ended ?? late;
    if (failure !== undefined) {
      if (ended === undefined) await running.kill();
      throw new StartFailed(`${options.name} ${failure}`, outputOf(options).slice(-4000));
    }
    await pause(20);
  }
}

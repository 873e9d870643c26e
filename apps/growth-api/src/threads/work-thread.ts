import { once } from 'node:events';
import { constants, getPriority, setPriority } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { failure } from '@silkgauge/calls';

/** Priority of a thread; with the lowest one work beside a long push would get hardly any time. */
const PRIORITY = constants.priority.PRIORITY_BELOW_NORMAL;
/** The first message of a thread. */
const READY = 'ready';
/** Milliseconds in which a thread starts. */
export const START_MS = 30_000;
/** Milliseconds without work after which a thread ends, and gives its memory back. */
export const IDLE_MS = 30_000;

export interface ThreadOptions {
  /** What the thread finds as `workerData`. */
  readonly settings: unknown;
  /** Megabytes of the heap of the thread: one that needs more ends, and nothing else with it. */
  readonly heapMb: number;
}

/** Starts a thread for work that no other answer may wait for. An idle one keeps no process alive. */
export function startThread(file: URL, { settings, heapMb }: ThreadOptions): Worker {
  const thread = new Worker(file, {
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  thread.unref();
  return thread;
}

/** Resolves with the first message of a thread. @throws ProblemError 503 where the thread did not start in time */
export async function hasStarted(thread: Worker, what: string, startMs = START_MS): Promise<void> {
  const signal = AbortSignal.timeout(startMs);
  await once(thread, 'message', { signal }).catch((cause: unknown) => {
    throw signal.aborted ? notStarted(what, startMs, cause) : cause;
  });
}

const notStarted = (what: string, milliseconds: number, cause: unknown): Error =>
  failure('unavailable', `${what} could not begin within ${String(milliseconds / 1_000)} s. Ask later.`, {
    ...{ headers: { 'retry-after': '10' }, cause },
  });

/** Gives the thread that calls it a lower priority than other answers have, and says that it is there. */
export function beginWork(): void {
  // Elsewhere than on Linux the priority would be that of the whole process.
  if (process.platform === 'linux' && getPriority() < PRIORITY) setPriority(PRIORITY);
  parentPort?.postMessage(READY);
}

export const isOutOfMemory = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';

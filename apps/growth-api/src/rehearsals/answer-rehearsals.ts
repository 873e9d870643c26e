import { parentPort, workerData } from 'node:worker_threads';
import { failure } from '@silkgauge/calls';
import { TooMuchWritten } from '@silkgauge/decisions';
import { createReadModel, whyUnavailable } from '@silkgauge/read-model';
import { ProblemError, type ProblemBody } from '@silkgauge/service';
import { beginWork } from '../threads/work-thread.ts';
import { overdue } from './overdue.ts';
import { readRehearsal, type RehearsedRequest } from './read-rehearsal.ts';
import { rehearse, type RehearsalSettings } from '@silkgauge/rehearsal';

/** What a thread is started with. */
export interface ThreadSettings extends RehearsalSettings {
  readonly databaseUrl: string;
  /** Milliseconds that a rehearsal may take. */
  readonly rehearsalMs: number;
}

/** What a thread answers: JSON text, or the problem. */
export type ThreadAnswer =
  | { readonly text: string }
  | { readonly problem: ProblemBody; readonly headers: Readonly<Record<string, string>> };

/** Says that it is there, then answers one request after another, on one connection that lives as long as it is used. */
export function answerRehearsals(): void {
  const settings = workerData as ThreadSettings;
  const { pool } = createReadModel(settings.databaseUrl, {
    ...{ max: 1, statementMs: settings.rehearsalMs, silenceMs: settings.rehearsalMs + 1_000 },
    applicationName: 'silkgauge-rehearsal',
  });
  parentPort?.on('message', (request: RehearsedRequest) => {
    void answer(request).then((told) => parentPort?.postMessage(told));
  });
  beginWork();

  async function answer(request: RehearsedRequest): Promise<ThreadAnswer> {
    const now = new Date();
    const deadline = now.getTime() + settings.rehearsalMs;
    const heartbeat = async () => {
      if (Date.now() > deadline) throw overdue(settings.rehearsalMs);
      // Lets answers of the database come in.
      await new Promise(setImmediate);
    };
    try {
      const { push } = request;
      const placed = readRehearsal({ ...request, push: { ...push, body: Buffer.from(push.body) } });
      return { text: await rehearse(pool, placed, settings, { now, heartbeat }) };
    } catch (error) {
      const { problem, headers } = problemOf(error, settings.rehearsalMs);
      return { problem, headers };
    }
  }
}

/** @throws what is no problem of the request */
function problemOf(error: unknown, rehearsalMs: number): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof TooMuchWritten)
    return failure('too-large', 'These events change more than is rehearsed at once. Rehearse fewer.');
  const why = whyUnavailable(error);
  if (why === 'overdue') return overdue(rehearsalMs);
  if (why === null) throw error;
  return failure('unavailable', 'The read model cannot be reached.', { headers: { 'retry-after': '2' } });
}

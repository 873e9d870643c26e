import { parseArgs } from 'node:util';
import {
  createReadModel,
  deskPosition,
  inTransaction,
  lastSequence,
  moveDesk,
  Overtaken,
  type ReadModel,
} from '@silkgauge/read-model';
import type { TellAudit } from './operator-audit.ts';
import { actorOf, OperatorError } from './operator-config.ts';

export const SKIP_STEP_USAGE = `npm run skip-step -- SEQUENCE --reason TEXT

Moves the desk to SEQUENCE of the change log, behind a step that it cannot take (/readyz of the aggregation names
its last sequence). The step makes no version: plans and rules that it touched are told and judged again with the
next change of what they rest on. A bound that was crossed in it is told only once its number changes again, and
what a skipped drop would have ended stays open.

  --reason TEXT   why; needed
  --actor NAME    who; the user of the system unless told

KAFKA_BROKERS, TOPIC_PREFIX and DATABASE_URL say where; unset, the local system of npm start.`;

export interface StepSkip {
  /** Last sequence of the step, as digits. */
  readonly to: string;
  readonly reason: string;
  readonly actor: string;
}

/** @throws OperatorError `usage` with the fault of the call */
export function readStepSkip(argv: readonly string[]): StepSkip {
  const { values, positionals } = parsed(argv);
  const [to = ''] = positionals;
  const faults = [
    ...(positionals.length === 1 && /^\d{1,18}$/.test(to) ? [] : ['give one sequence of the change log']),
    ...(values.reason.trim() === '' ? ['give a reason: --reason TEXT'] : []),
  ];
  if (faults.length > 0) throw new OperatorError('usage', `${faults.join('; ')}.\n\n${SKIP_STEP_USAGE}`);
  return { to, reason: values.reason.trim(), actor: actorOf(values.actor) };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { reason: { type: 'string', default: '' }, actor: { type: 'string' } },
    });
  } catch (error) {
    throw new OperatorError('usage', `${(error as Error).message}\n\n${SKIP_STEP_USAGE}`, { cause: error });
  }
}

/**
 * Moves the desk by compare-and-set; a leader that is elsewhere begins anew from there.
 * @throws OperatorError if the desk is beyond the place, or the log does not reach it
 */
export async function skipStep(
  { readModel: { pool }, tell }: { readonly readModel: Pick<ReadModel, 'pool'>; readonly tell: TellAudit },
  { to, reason }: StepSkip,
): Promise<string> {
  const [from, last] = [await deskPosition(pool), await lastSequence(pool)];
  if (BigInt(to) <= BigInt(from) || BigInt(to) > BigInt(last))
    throw new OperatorError(
      'refused',
      `The desk stands at ${from} and the log ends at ${last}: nothing was skipped. Give a sequence between them.`,
    );
  try {
    await inTransaction(pool, async (tx) => {
      await moveDesk(tx, { from, to });
      // Without its entry in the audit nothing is committed.
      await tell({ action: 'desk-step.skipped', target: `change log/${to}`, reason });
    });
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    throw new OperatorError('refused', 'The desk has moved meanwhile: nothing was skipped.', {
      cause: error,
    });
  }
  return `The desk goes on behind ${to}; it stood at ${from}.`;
}

export const openForSkip = (databaseUrl: string): ReadModel =>
  createReadModel(databaseUrl, { max: 1, applicationName: 'silkgauge-skip-step' });

import { parseArgs } from 'node:util';
import { keysOf, lossText } from '../recover/find-loss.ts';
import type { Recovery, RecoverRequest } from '../recover/recover-log.ts';
import { actorOf, OperatorError } from './operator-config.ts';

export const RECOVER_USAGE = `npm run recover -- --reason TEXT

After the database was put back to an earlier moment (a restore, a failover that lost commits): compares the output topics with the
change log and lifts the log, and each key, above all that was published. A running aggregation then goes on by itself.

  --reason TEXT   why; needed unless --dry-run
  --actor NAME    who; the user of the system unless told
  --dry-run       says what is missing and changes nothing
  --publish       then publishes every present state, notice and claim again, as after output topics lost records
  --json          the result as JSON

KAFKA_BROKERS, TOPIC_PREFIX, DATABASE_URL and RELAY_TRANSACTIONAL_ID say where; unset, the local system of npm start.`;

export interface RecoverCommand {
  readonly request: RecoverRequest;
  readonly publishes: boolean;
  readonly json: boolean;
}

/** @throws OperatorError `usage` with the fault of the call */
export function readRecoverCommand(argv: readonly string[]): RecoverCommand {
  const { values, positionals } = parsed(argv);
  const isDry = values['dry-run'];
  const faults = [
    ...(positionals.length === 0 ? [] : [`"${positionals.join(' ')}" is not understood`]),
    ...(isDry || values.reason.trim() !== '' ? [] : ['give a reason: --reason TEXT']),
    ...(isDry && values.publish ? ['--dry-run publishes nothing'] : []),
  ];
  if (faults.length > 0) throw new OperatorError('usage', `${faults.join('; ')}.\n\n${RECOVER_USAGE}`);
  return {
    request: { reason: values.reason.trim(), actor: actorOf(values.actor), isDry },
    publishes: values.publish,
    json: values.json,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        reason: { type: 'string', default: '' },
        actor: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        publish: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new OperatorError('usage', `${(error as Error).message}\n\n${RECOVER_USAGE}`, { cause: error });
  }
}

export function recoverText({ loss, wasKnown }: Recovery, { isDry }: RecoverRequest): string {
  if (!loss) {
    const rest = wasKnown || isDry ? 'nothing was changed' : 'batches can be written';
    return `The change log has all that was published: ${rest}.`;
  }
  const [first = '', ...rest] = lossText(loss.hole);
  const found = `${first.toUpperCase()}${rest.join('')}. Keys among them: ${String(keysOf(loss))}.`;
  if (isDry) return `${found}\nNothing was changed.`;
  return `${found}\nThe log goes on behind ${String(loss.hole.until)}. A running aggregation goes on by itself within seconds.`;
}

export function recoverJson({ loss, wasKnown }: Recovery, published: number | null): string {
  const hole = loss && { after: String(loss.hole.after), until: String(loss.hole.until) };
  return JSON.stringify({ hole, keys: keysOf(loss), wasKnown, published }, null, 2);
}

import { placeName } from '@silkgauge/contract';
import { parseArgs } from 'node:util';
import { actorOf, OperatorError } from './operator-config.ts';
import { inputOf } from './read-letters.ts';
import type { SkipOutcome, SkipRequest } from './skip-offset.ts';

export const SKIP_USAGE = `npm run skip -- TOPIC PARTITION OFFSET --reason TEXT

Steps over the record at OFFSET, or the unreadable record batch there, in a partition that stands exactly there
(/readyz of the aggregation names it), and leaves an audit row and a dead letter.

  --reason TEXT   why; needed
  --actor NAME    who; the user of the system unless told
  --gone          step over everything the broker does not have any more
  --log-replaced  the topic was made anew or its log cut: read what is there now, from its beginning
  --json          the result as JSON

KAFKA_BROKERS, TOPIC_PREFIX and DATABASE_URL say where; unset, the local system of npm start.`;

/** @throws OperatorError `usage` with the fault of the call */
export function readSkipCommand(
  argv: readonly string[],
  topicPrefix: string,
): { readonly request: SkipRequest; readonly json: boolean } {
  const { values, positionals } = parsed(argv);
  const [topic = '', partition = '', offset = ''] = positionals;
  const faults = [
    ...(positionals.length === 3 ? [] : ['give a topic, a partition and an offset']),
    ...(/^\d{1,9}$/.test(partition) ? [] : [`"${partition}" is no partition`]),
    ...(/^\d{1,18}$/.test(offset) ? [] : [`"${offset}" is no offset`]),
    ...(values.reason.trim() === '' ? ['give a reason: --reason TEXT'] : []),
    ...(values.gone && values['log-replaced'] ? ['give --gone or --log-replaced, not both'] : []),
  ];
  if (faults.length > 0) throw new OperatorError('usage', `${faults.join('; ')}.\n\n${SKIP_USAGE}`);
  return {
    json: values.json,
    request: {
      topic: topicPrefix + inputOf(topic, topicPrefix),
      partition: Number(partition),
      offset: BigInt(offset),
      reason: values.reason.trim(),
      actor: actorOf(values.actor),
      gone: values.gone,
      logReplaced: values['log-replaced'],
    },
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
        gone: { type: 'boolean', default: false },
        'log-replaced': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new OperatorError('usage', `${(error as Error).message}\n\n${SKIP_USAGE}`, { cause: error });
  }
}

export function skipText(skip: SkipOutcome): string {
  const where = placeName(skip);
  const what = {
    record: 'one record',
    unreadable: `the unreadable record batch (${skip.cause})`,
    gone: 'records that are not on the broker any more',
    'log-replaced': 'another log',
  }[skip.found];
  if (skip.already) return `${where}: ${String(skip.from)} was skipped before; nothing was changed.`;
  if (skip.found === 'log-replaced')
    return `${where} goes on at ${String(skip.next)}, where the log that is there now begins; the one before was read up to ${String(skip.from)}.`;
  const from = `${where} goes on at ${String(skip.next)}, behind ${what} at ${String(skip.from)}.`;
  return `${from}\nA running aggregation takes it up by itself within seconds.`;
}

export function skipJson(skip: SkipOutcome): string {
  return JSON.stringify(skip, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2);
}

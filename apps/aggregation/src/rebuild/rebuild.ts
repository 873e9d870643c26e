import { parseArgs } from 'node:util';
import { withAudit } from '../ops/operator-audit.ts';
import { actorOf, OperatorError, runCommand } from '../ops/operator-config.ts';
import { builderConfig } from './builder.ts';
import { rebuildModel, type Rebuilt } from './rebuild-model.ts';
import { comparisonText, windowsText } from './report.ts';

const USAGE = `npm run rebuild [-- --reason TEXT] [--actor NAME] [--hold SECONDS] [--json]

Builds a second read model from the log beside the live one, which goes on, compares the two, and carries over what the log
says otherwise in one transaction. A state that differs gets a new version with the reason "rebuilt"; versions and sequences
go on. Broken off at any moment, the live one is as it was: run it again.

  --reason TEXT   why, for the audit row
  --actor NAME    who; the user of the system unless told
  --hold SECONDS  how long batches may wait for the switch, 60 unless told; a switch that takes longer is undone
  --json          the result as JSON

KAFKA_BROKERS, TOPIC_PREFIX, DATABASE_URL, SALES_WINDOW_EVENTS and SMALL_BASES say where and how; unset, the local system of npm start.`;

/** `npm run rebuild`: builds the read model again from the log. */
await runCommand(async () => {
  const config = builderConfig(process.env);
  const { reason, actor, mostHeldMs, json } = readCall(process.argv.slice(2));
  const who = actorOf(actor);
  const onProgress = (what: string) => {
    console.error(what);
  };
  const rebuilt = await withAudit(config, who, (tell) =>
    rebuildModel(config, { reason, actor: who, mostHeldMs, onProgress, tell }),
  );
  console.log(json ? JSON.stringify(rebuilt, null, 2) : rebuiltText(rebuilt));
  return 0;
});

function rebuiltText({ records, comparison, windows, changes, afterSequence, heldMs }: Rebuilt): string {
  const first = BigInt(afterSequence) + 1n;
  const last = BigInt(afterSequence) + BigInt(changes);
  const versions =
    changes === 0
      ? 'No state changed'
      : `${String(changes)} new versions, sequences ${String(first)} to ${String(last)}`;
  return [
    `${String(records)} records replayed.\n`,
    `${comparisonText(comparison)}\n`,
    ...(windows.length === 0 ? [] : [windowsText(windows)]),
    `Switched. ${versions}; batches waited for ${(heldMs / 1000).toFixed(1)} s.`,
  ].join('\n');
}

/** @throws OperatorError `usage` for a wrong call */
function readCall(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        reason: { type: 'string', default: '' },
        actor: { type: 'string' },
        hold: { type: 'string', default: '60' },
        json: { type: 'boolean', default: false },
      },
    });
    const { hold, ...call } = values;
    if (!/^[1-9]\d{0,4}$/.test(hold))
      throw new Error(`--hold takes whole seconds from 1 to 99999, not "${hold}".`);
    return { ...call, mostHeldMs: 1_000 * Number(hold) };
  } catch (error) {
    throw new OperatorError('usage', `${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

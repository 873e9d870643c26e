import { parseArgs } from 'node:util';
import { OperatorError, runCommand } from '../ops/operator-config.ts';
import { auditModel } from './audit-model.ts';
import { builderConfig } from './builder.ts';
import { comparisonText, digestText, unopenedText, windowsText } from './report.ts';

const USAGE = `npm run audit [-- --compare] [--batch RECORDS] [--json]

Replays the input topics from their beginning into an empty read model beside the live one and prints a digest of what it
says. The live one goes on, and nothing of it is changed.

  --compare         compares with the live read model and names the first figure that differs; exit code 1 when one does
  --batch RECORDS   applies so many at a time at most; the digest is the same for any
  --json            the result as JSON

KAFKA_BROKERS, TOPIC_PREFIX, DATABASE_URL and SALES_WINDOW_EVENTS say where and how; unset, the local system of npm start.
EMBARGO_KEYS opens what is or was under embargo; what it does not open is taken as the read model has it, and counted.`;

/** `npm run audit`: the digest of the log, and a comparison with the read model. */
await runCommand(async () => {
  const config = builderConfig(process.env);
  const { json, ...request } = readCall(process.argv.slice(2));
  const audit = await auditModel(config, request);
  const { records, digest, comparison, windows, unopened } = audit;
  if (json) console.log(JSON.stringify(audit, null, 2));
  else {
    console.log(`${String(records)} records replayed.\n`);
    console.log(comparison ? comparisonText(comparison) : digestText(digest));
    if (windows.length > 0) console.log(windowsText(windows));
    if (unopened.length > 0) console.log(unopenedText(unopened));
  }
  const isSame = (comparison?.differences ?? []).length + windows.length === 0;
  return isSame ? 0 : 1;
});

/** @throws OperatorError `usage` for a wrong call */
function readCall(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        compare: { type: 'boolean', default: false },
        batch: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { batch, ...request } = values;
    if (batch !== undefined && !/^[1-9]\d{0,8}$/.test(batch))
      throw new Error(`--batch takes a whole number from 1 on, not "${batch}".`);
    return { ...request, batchRecords: batch === undefined ? undefined : Number(batch) };
  } catch (error) {
    throw new OperatorError('usage', `${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

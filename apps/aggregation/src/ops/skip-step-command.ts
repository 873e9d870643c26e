import { withAudit } from './operator-audit.ts';
import { operatorConfig, runCommand } from './operator-config.ts';
import { openForSkip, readStepSkip, skipStep } from './skip-step.ts';

/** `npm run skip-step`: moves the desk behind a step that it cannot take. */
await runCommand(async () => {
  const config = operatorConfig(process.env);
  const skip = readStepSkip(process.argv.slice(2));
  const readModel = openForSkip(config.databaseUrl);
  try {
    console.log(await withAudit(config, skip.actor, (tell) => skipStep({ readModel, tell }, skip)));
    return 0;
  } finally {
    await readModel.close();
  }
});

import { kafkaTopics } from '@silkgauge/kafka';
import { createReadModel } from '@silkgauge/read-model';
import { readConfig } from '@silkgauge/service';
import { variables } from '../config.ts';
import { publishStates } from '../recover/publish-states.ts';
import { recoverLog } from '../recover/recover-log.ts';
import { operatorVariables, runCommand } from './operator-config.ts';
import { readRecoverCommand, recoverJson, recoverText } from './recover-command.ts';

/** `npm run recover`: lifts the log above everything published, after the database went back. */
await runCommand(async () => {
  const config = readConfig(process.env, { ...operatorVariables, relayId: variables.relayId });
  const { request, publishes, json } = readRecoverCommand(process.argv.slice(2));
  const { brokers, security } = config;
  const kafka = { brokers, security, clientId: 'silkgauge-recover' };
  const readModel = createReadModel(config.databaseUrl, { max: 2, applicationName: 'silkgauge-recover' });
  try {
    const recovery = await recoverLog(kafkaTopics(kafka), readModel, config.topicPrefix, request);
    if (!json) console.log(recoverText(recovery, request));
    const { databaseUrl, topicPrefix, relayId } = config;
    const published = publishes
      ? await publishStates({ kafka, readModel, databaseUrl, topicPrefix, relayId })
      : null;
    if (json) console.log(recoverJson(recovery, published));
    else if (published !== null)
      console.log(`${String(published)} states, notices and claims were published again.`);
    return 0;
  } finally {
    await readModel.close();
  }
});

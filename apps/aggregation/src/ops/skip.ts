import { kafkaTopics } from '@silkgauge/kafka';
import { createReadModel } from '@silkgauge/read-model';
import { withAudit } from './operator-audit.ts';
import { operatorConfig, runCommand } from './operator-config.ts';
import { readSkipCommand, skipJson, skipText } from './skip-command.ts';
import { skipOffset } from './skip-offset.ts';

/** `npm run skip`: skips one offset that halts a partition. */
await runCommand(async () => {
  const config = operatorConfig(process.env);
  const { request, json } = readSkipCommand(process.argv.slice(2), config.topicPrefix);
  const readModel = createReadModel(config.databaseUrl, { max: 1, applicationName: 'silkgauge-skip' });
  try {
    const { brokers, security } = config;
    const topics = kafkaTopics({ brokers, security, clientId: 'silkgauge-skip' });
    const skip = await withAudit(config, request.actor, (tell) =>
      skipOffset({ topics, readModel, tell }, request),
    );
    console.log(json ? skipJson(skip) : skipText(skip));
    return 0;
  } finally {
    await readModel.close();
  }
});

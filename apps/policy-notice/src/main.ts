import { runFeed } from '@silkgauge/feed';
import { main, readConfig } from '@silkgauge/service';
import { AppModule } from './app.module.ts';
import { variables } from './config.ts';
import { policyEvents } from './events.ts';

main(() => {
  const config = readConfig(process.env, variables);
  return runFeed({ definition: policyEvents, config, module: (kafka) => AppModule.with(config, kafka) });
});

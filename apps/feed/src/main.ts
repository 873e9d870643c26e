import { definitionOf, FeedModule, runFeed } from '@silkgauge/feed';
import { main, readConfig } from '@silkgauge/service';
import { feedNamed, variablesOf } from './config.ts';

// One program, a process for each feed: node apps/feed/bundle/main.js customs-feed
main(async () => {
  const feed = feedNamed(process.argv[2]);
  const config = readConfig(process.env, variablesOf(feed));
  const definition = definitionOf(feed);
  return runFeed({ definition, config, module: (kafka) => FeedModule.of(definition, config, kafka) });
});

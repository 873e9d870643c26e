import { Module, type DynamicModule } from '@nestjs/common';
import { FeedModule, type FeedConfig, type FeedKafka } from '@silkgauge/feed';
import { customsEvents } from './events.ts';

@Module({})
export class AppModule {
  static with(config: FeedConfig, kafka: FeedKafka): DynamicModule {
    return { module: AppModule, imports: [FeedModule.of(customsEvents, config, kafka)] };
  }
}

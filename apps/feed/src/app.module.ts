import { Module, type DynamicModule } from '@nestjs/common';
import { FeedModule, type FeedConfig, type FeedDefinition, type FeedKafka } from '@silkgauge/feed';

@Module({})
export class AppModule {
  static with(definition: FeedDefinition, config: FeedConfig, kafka: FeedKafka): DynamicModule {
    return { module: AppModule, imports: [FeedModule.of(definition, config, kafka)] };
  }
}

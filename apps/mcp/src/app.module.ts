import { Module, type DynamicModule } from '@nestjs/common';
import { Readiness } from '@silkgauge/service';
import type { McpConfig } from './config.ts';
import { GrowthApi } from './growth-api.ts';
import { McpController } from './mcp.controller.ts';

/** Ready while growth-api answers. */
@Module({})
export class AppModule {
  constructor(api: GrowthApi, readiness: Readiness) {
    readiness.add('growth-api', async () => {
      await api.check();
      return { ok: true };
    });
  }

  static with(config: McpConfig): DynamicModule {
    return {
      module: AppModule,
      controllers: [McpController],
      providers: [{ provide: GrowthApi, useValue: new GrowthApi(config) }],
    };
  }
}

import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { runService, type RunningService } from '@silkgauge/service';
import { AppModule } from './app.module.ts';
import { boundCalls } from './bound-calls.ts';
import { refusalOf } from './callers.ts';
import type { McpConfig, StdioConfig } from './config.ts';
import { GrowthApi } from './growth-api.ts';
import { guardObservation } from './observers.ts';
import { mcpServer } from './server.ts';

/** Serves streamable HTTP at `/mcp`. */
export function start(config: McpConfig): Promise<RunningService> {
  return runService({
    name: 'mcp',
    config,
    module: AppModule.with(config),
    prepare: (app) => {
      const fastify = app.getHttpAdapter().getInstance();
      boundCalls(fastify, config.callsAtOnce);
      guardObservation(fastify, app.get(GrowthApi));
      fastify.addHook('onRequest', async ({ routeOptions, headers }, reply) => {
        const refusal = routeOptions.url === '/mcp' ? refusalOf(headers, config) : null;
        if (refusal === null) return;
        const error = { code: -32_000, message: refusal };
        await reply.code(403).send({ jsonrpc: '2.0', error, id: null });
      });
    },
  });
}

/** Speaks with the process that started this one, until that process closes standard input. */
export async function startOnStdio({ key, ...config }: StdioConfig): Promise<void> {
  const api = new GrowthApi(config, key === undefined ? {} : { authorization: `Bearer ${key}` });
  await mcpServer(api).connect(new StdioServerTransport());
}

import { Controller, Get, Global, Module, Req, Res, type DynamicModule, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LoggerModule } from 'nestjs-pino';
import type { Logger as Pino } from 'pino';
import { Registry } from 'prom-client';
import { Readiness } from './readiness.ts';

/** Writes bigints (offsets, sequences) as decimal strings. */
const bigintsAsDigits = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

const withoutChecks = new WeakSet<FastifyRequest>();

/** Leaves the checks out of the answer to this request for readiness. */
export const hideChecks = (request: FastifyRequest): void => {
  withoutChecks.add(request);
};

@Controller()
class HealthController {
  readonly #readiness: Readiness;
  readonly #registry: Registry;

  constructor(readiness: Readiness, registry: Registry) {
    this.#readiness = readiness;
    this.#registry = registry;
  }

  /** Checks the event loop only: a failed dependency is no reason for a restart. */
  @Get('healthz')
  alive(): { status: 'alive' } {
    return { status: 'alive' };
  }

  @Get('readyz')
  async ready(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const report = await this.#readiness.report();
    const told = withoutChecks.has(request) ? { status: report.status } : report;
    await reply
      .code(report.status === 'ready' ? 200 : 503)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(told, bigintsAsDigits));
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.#registry.contentType).send(await this.#registry.metrics());
  }
}

/** Wraps the module of a service; `Readiness` and `Registry` can be injected anywhere. */
@Global()
@Module({})
export class ServiceModule {
  static around(
    service: Type | DynamicModule,
    shell: { readiness: Readiness; registry: Registry; logger: Pino },
  ): DynamicModule {
    return {
      module: ServiceModule,
      imports: [
        // The middleware would cost more than the answer; a hook logs requests.
        LoggerModule.forRoot({ pinoHttp: { logger: shell.logger, autoLogging: false }, forRoutes: [] }),
        service,
      ],
      controllers: [HealthController],
      providers: [
        { provide: Readiness, useValue: shell.readiness },
        { provide: Registry, useValue: shell.registry },
      ],
      exports: [Readiness, Registry],
    };
  }
}

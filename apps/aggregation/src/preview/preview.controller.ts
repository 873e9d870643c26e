import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { authorizationsOf } from '@silkgauge/access';
import { Counter, ProblemError, Registry, UNTOLD } from '@silkgauge/service';
import type { FastifyRequest } from 'fastify';
import { Preview } from './preview.ts';
import { refusal } from './refusals.ts';

const ROUTE = '/v1/releases/:release/preview';

/** Whether a request has a secret of early access in place of a key. */
export const hasOwnSecret = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url === ROUTE;

/** The preview of a release. No log, span or measure tells of it but the count of its answers. */
@Controller('v1/releases')
export class PreviewController {
  readonly #preview: Preview;
  readonly #answers: Counter<'status'>;

  constructor(preview: Preview, registry: Registry) {
    this.#preview = preview;
    this.#answers = new Counter({
      name: 'silkgauge_previews_total',
      help: 'Answers of previews of releases, by status.',
      labelNames: ['status'],
      registers: [registry],
    });
    this.#answers.inc({ status: '403' }, 0);
  }

  @Get(':release/preview')
  @RouteConfig(UNTOLD)
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-store')
  async preview(
    @Req() request: FastifyRequest,
    @Param('release') release: string,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    try {
      const [unknown] = Object.keys(query);
      if (unknown !== undefined)
        throw refusal('unknown-parameter', 'A preview has no parameters. Leave the query out.');
      const authorization = authorizationsOf(request.raw.rawHeaders);
      const text = await this.#preview.open({ release, authorization, address: request.ip });
      this.#answers.inc({ status: '200' });
      return text;
    } catch (error) {
      this.#answers.inc({ status: String(error instanceof ProblemError ? error.problem.status : 500) });
      throw error;
    }
  }
}

import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, growthApiOpenApi, type ApiIndex, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { originOf } from '../atom/origin-of.ts';
import { apiCatalog, CATALOG_PATH, CATALOG_TYPE } from './api-catalog.ts';
import { addLink, DESCRIPTION } from './links.ts';
import { LlmsText } from './llms-text.ts';

/** Searches are endless: crawlers keep to the page. */
const ROBOTS = ['User-agent: *', 'Disallow: /v1/', 'Disallow: /metrics', 'Allow: /', ''].join('\n');

/** What there is, for programs and for crawlers. */
@Controller()
export class DiscoveryController {
  readonly #index = JSON.stringify(apiIndex());
  readonly #llms: string;

  constructor({ text }: LlmsText) {
    this.#llms = text;
  }

  @Call(CALLS.index)
  index(_: In<typeof CALLS.index>): string {
    return this.#index;
  }

  @Get(CATALOG_PATH)
  @Header('content-type', CATALOG_TYPE)
  @Header('cache-control', 'public, max-age=86400')
  catalog(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Buffer {
    addLink(reply, CATALOG_PATH, { rel: 'api-catalog' });
    // Fastify adds a charset to strings, which JSON media types do not have.
    return Buffer.from(apiCatalog(originOf(request)));
  }

  @Get('llms.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'public, max-age=86400')
  llms(): string {
    return this.#llms;
  }

  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'public, max-age=86400')
  robots(): string {
    return ROBOTS;
  }
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** The calls of the description, in its order. */
export function apiIndex(): ApiIndex {
  const paths = growthApiOpenApi()['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  return {
    description: DESCRIPTION.target,
    topics: '/asyncapi.json',
    page: '/',
    calls: Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, summary, parameters = [], responses }]) => ({
        name: operationId,
        method: method.toUpperCase(),
        path,
        summary,
        parameters: parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name),
        types: Object.keys((responses['200'] ?? responses['201'])?.content ?? {}),
      })),
    ),
  };
}

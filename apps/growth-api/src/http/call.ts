import {
  applyDecorators,
  createParamDecorator,
  Get,
  Header,
  HttpCode,
  Post,
  type ExecutionContext,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  readInput,
  routesOf,
  type AnyCall,
  type Call as Declared,
  type In,
  type Needs,
} from '@silkgauge/contract';
import type { FastifyRequest } from 'fastify';
import { badRequest, failure } from './problems.ts';

/** What a route is configured with. */
export interface CallConfig {
  readonly needs: Needs;
}

/** Routes a handler as a call is declared; the handler reads what is asked itself. */
export const Route = (...calls: readonly AnyCall[]): MethodDecorator => {
  const [{ method, said }] = calls as [AnyCall];
  const { answer, needs } = said;
  return applyDecorators(
    (method === 'GET' ? Get : Post)(calls.flatMap(routesOf)),
    RouteConfig({ needs } satisfies CallConfig),
    HttpCode(answer.status),
    ...Object.entries(answer.headers).map(([name, value]) => Header(name, value)),
  );
};

/** Serves a declared call: its first argument is what was asked, read and checked. */
export const Call =
  (call: AnyCall): MethodDecorator =>
  (target, name, descriptor) => {
    createParamDecorator((_: unknown, context: ExecutionContext) =>
      inputOf(call as unknown as Declared, context.switchToHttp().getRequest<FastifyRequest>()),
    )()(target, name, 0);
    return Route(call)(target, name, descriptor);
  };

/** @throws ProblemError 400 with every fault, 404 for a path that names nothing */
function inputOf(call: Declared, { params, query }: FastifyRequest): In<Declared> {
  const reading = readInput(call, params as Record<string, string>, (query ?? {}) as Record<string, unknown>);
  if ('faults' in reading) throw badRequest(reading.faults);
  if ('unknown' in reading) throw failure('not-found', reading.unknown);
  return reading.value;
}

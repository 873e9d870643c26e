import {
  applyDecorators,
  createParamDecorator,
  Delete,
  Get,
  Header,
  HttpCode,
  Patch,
  Post,
  Put,
  type ExecutionContext,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  readInput,
  routesOf,
  type AnyCall,
  type Call as Declared,
  type In,
  type Method,
  type Needs,
} from '@silkgauge/contract';
import type { FastifyRequest } from 'fastify';
import { badRequest, failure } from './failure.ts';

/** What a route is configured with. */
interface CallConfig {
  readonly needs: Needs;
}

const isCall = (config: object): config is CallConfig => 'needs' in config;

/** What the call of a route asks for; undefined for a route of none. */
export const needsOfCall = (config: object): Needs | undefined => (isCall(config) ? config.needs : undefined);

const METHODS: Readonly<Record<Method, (paths: string[]) => MethodDecorator>> = {
  ...{ GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete },
};

/** Routes a handler as a call is declared; the handler reads what is asked itself. */
export const Route = (...calls: readonly AnyCall[]): MethodDecorator => {
  const [{ method, said }] = calls as [AnyCall];
  const { answer, needs } = said;
  return applyDecorators(
    METHODS[method](calls.flatMap(routesOf)),
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

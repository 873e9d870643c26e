import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedMethods } from './allowed-methods.ts';
import { plainProblem, ProblemError, PROBLEM_MEDIA_TYPE, type ProblemBody } from './problem.ts';

interface Answer {
  readonly problem: ProblemBody;
  readonly headers: Readonly<Record<string, string>>;
}

/** Decides every status that is not a success. What is not known to be the client's fault is a 500 without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #allowed: AllowedMethods;

  constructor(allowed: AllowedMethods) {
    this.#allowed = allowed;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { problem, headers } = this.#answer(error, request);
    if (problem.status >= 500) request.log.error({ err: error, url: request.url }, problem.title);
    // An answer that has begun cannot be taken back; a broken end tells the client that it is not whole.
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply
      .code(problem.status)
      .headers(headers)
      .type(PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify(problem));
  }

  #answer(error: unknown, request: FastifyRequest): Answer {
    if (error instanceof ProblemError) return { problem: error.problem, headers: error.headers };
    const status = statusOf(error);
    if (status === 404) return this.#notFound(error, request);
    if (status >= 500) return { problem: plainProblem(status), headers: {} };
    return { problem: plainProblem(status, (error as Error).message), headers: {} };
  }

  #notFound(error: unknown, request: FastifyRequest): Answer {
    const path = request.url.split('?', 1)[0] ?? '';
    if (!request.is404) return { problem: plainProblem(404, (error as Error).message), headers: {} };
    const allowed = this.#allowed.of(path);
    if (allowed.length === 0) return { problem: plainProblem(404, `Nothing is served at ${path}.`), headers: {} };
    const allow = allowed.join(', ');
    return {
      problem: plainProblem(405, `${path} is served with ${allow}, not with ${request.method}.`),
      headers: { allow },
    };
  }
}

/** Nest's and Fastify's own errors carry a status; anything else is ours to repair. */
const statusOf = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  const isFastify = typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number';
  return isFastify ? statusCode : 500;
};

import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedMethods } from './allowed-methods.ts';
import { ProblemError, PROBLEM_MEDIA_TYPE, type ProblemOfStatus, type WriteProblem } from './problem.ts';
import { PAGE_HEADERS, problemPage, readsPages } from './problem-page.ts';
import { shownUrl } from './http.ts';
import { addVary, withdrawAnswer } from './tag-answers.ts';

interface ProblemAnswer {
  readonly status: number;
  readonly problem: { readonly title: string; readonly detail?: string };
  readonly headers: Readonly<Record<string, string>>;
}

/** Statuses that people meet who follow a link: it asks for what is not served, a key is needed, or nothing is there. */
const OF_PEOPLE: ReadonlySet<number> = new Set([400, 401, 404]);

/** Decides the status of every error answer. An error that is not the client's is a 500 without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #allowed: AllowedMethods;
  readonly #problemOf: ProblemOfStatus;
  readonly #write: WriteProblem;

  constructor(allowed: AllowedMethods, problemOf: ProblemOfStatus, write: WriteProblem = () => undefined) {
    this.#allowed = allowed;
    this.#problemOf = problemOf;
    this.#write = write;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { status, problem, headers } = this.#answer(error, request);
    if (status >= 500) request.log.error({ err: error, url: shownUrl(request.url) }, 'request failed');
    // A destroyed connection tells the client that the answer is incomplete.
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    withdrawAnswer(reply);
    void reply.code(status).headers(headers);
    const written = this.#write(request, { ...problem, status }, error);
    if (written) {
      void reply
        .headers(written.headers ?? {})
        .type(written.type)
        .send(Buffer.from(written.body));
      return;
    }
    if (OF_PEOPLE.has(status)) {
      addVary(reply, 'accept');
      if (readsPages(request)) {
        void reply.headers(PAGE_HEADERS).send(problemPage(problem));
        return;
      }
    }
    // Fastify adds a charset to strings, which JSON media types do not have.
    void reply.type(PROBLEM_MEDIA_TYPE).send(Buffer.from(JSON.stringify(problem)));
  }

  #answer(error: unknown, request: FastifyRequest): ProblemAnswer {
    if (error instanceof ProblemError) {
      return { status: error.problem.status, problem: error.problem, headers: error.headers };
    }
    const status = statusOf(error);
    if (status === 404 && request.is404) return this.#notServed(request);
    return this.#plain(status, status >= 500 ? undefined : (error as Error).message);
  }

  #notServed(request: FastifyRequest): ProblemAnswer {
    const path = request.url.split('?', 1)[0] ?? '';
    const allow = this.#allowed.of(path).join(', ');
    if (allow === '') return this.#plain(404, `Nothing is served at ${path}.`);
    return this.#plain(405, `${path} is served with ${allow}, not with ${request.method}.`, { allow });
  }

  #plain(status: number, detail?: string, headers: Readonly<Record<string, string>> = {}): ProblemAnswer {
    return { status, problem: this.#problemOf(status, detail), headers };
  }
}

/** Status of an error of Nest or Fastify; 500 for all others. */
const statusOf = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  const isFastify = typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number';
  return isFastify ? statusCode : 500;
};

import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Serves a constant JSON document, which has not changed since the start of the process. */
export const serveDocument = (app: NestFastifyApplication, path: string, document: unknown): void => {
  const body = JSON.stringify(document);
  const since = startedAt.toUTCString();
  app
    .getHttpAdapter()
    .getInstance()
    .get(path, (_request, reply) =>
      reply
        .headers({
          'cache-control': 'no-cache',
          'content-type': 'application/json; charset=utf-8',
          'last-modified': since,
        })
        .send(body),
    );
};

/** Start of the process: what its program and files decide has not changed since. */
export const startedAt = new Date(Math.ceil(performance.timeOrigin / 1_000) * 1_000);

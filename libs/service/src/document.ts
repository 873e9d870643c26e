import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Serves a constant JSON document, with a digest as ETag. */
export const serveDocument = (app: NestFastifyApplication, path: string, document: unknown): void => {
  const body = JSON.stringify(document);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get(path, async (request, reply) => {
    reply.header('etag', etag).header('cache-control', 'no-cache');
    const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    if (known?.some((tag) => tag === etag || tag === '*') === true) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(body);
  });
};

import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Seconds for which a browser keeps the answer to a preflight. */
const DAY = 86_400;

/** Lets pages of these origins read (Fetch Standard, CORS protocol), never with credentials. */
export function allowOrigins(app: NestFastifyApplication, origins: readonly string[]): void {
  const [first] = origins;
  if (first === undefined || (first === 'none' && origins.length === 1)) return;
  app.enableCors({
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'HEAD'],
    exposedHeaders: [
      ...[
        'ETag',
        'Link',
        'Last-Modified',
        'Retry-After',
        'RateLimit',
        'RateLimit-Policy',
        'WWW-Authenticate',
      ],
    ],
    maxAge: DAY,
    strictPreflight: false,
  });
}

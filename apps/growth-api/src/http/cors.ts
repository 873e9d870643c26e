import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { asList } from '@silkgauge/service';

/** Seconds for which a browser keeps the answer to a preflight. */
const DAY = 86_400;

/**
 * Parses origins between commas, compared as browsers send them; `*` or `none` stands alone.
 * @throws RangeError with the origin to write
 */
export function asOrigins(text: string): readonly string[] {
  const origins = asList(text);
  const [first] = origins;
  if (origins.length === 1 && (first === '*' || first === 'none')) return origins;
  for (const origin of origins) {
    if (origin === '*' || origin === 'none') throw new RangeError(`${origin} stands alone`);
    const read = URL.parse(origin)?.origin ?? 'null';
    if (read === 'null' || origin.includes('*'))
      throw new RangeError(`${origin} is no origin such as https://example.org`);
    if (read !== origin) throw new RangeError(`${origin} is no origin, which is written ${read}`);
  }
  return origins;
}

/** Lets pages of these origins read (Fetch Standard, CORS protocol), never with credentials. */
export function allowOrigins(app: NestFastifyApplication, origins: readonly string[]): void {
  const [first] = origins;
  if (first === undefined || (first === 'none' && origins.length === 1)) return;
  app.enableCors({
    origin: origins.includes('*') ? '*' : [...origins],
    credentials: false,
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
        'X-Silkgauge-Sequence',
      ],
    ],
    maxAge: DAY,
    strictPreflight: false,
  });
}

import { tagged } from '../calls/answer.ts';
import { CALLS } from '../calls/table.ts';
import { Problem } from '../shapes/problem.ts';
import { pathsOf } from './operation.ts';
import { openApiParts, publishedPart, type Description, type Parts } from './json-schemas.ts';
import {
  CONTACT,
  LICENSE,
  problems,
  responsesIn,
  SECURITY,
  SECURITY_SCHEMES,
  serviceOperation,
  servicePaths,
  SERVICE_TAG,
} from './openapi-parts.ts';
import { SDMX_TAG, sdmxPaths } from './sdmx-openapi.ts';

/** OpenAPI 3.1 description of the growth API. */
export function growthApiOpenApi(): Description {
  const parts = openApiParts();
  const { index, ...others } = CALLS;
  const paths = {
    ...pathsOf(others, parts),
    ...sdmxPaths(),
    ...servicePaths(),
    ...pathsOf({ index }, parts),
    ...documentPaths(),
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Silkgauge growth API',
      version: '1',
      description:
        'Growth of trade as reported and as worked out, with its intervals, its history and the events behind it.',
      contact: CONTACT,
      license: LICENSE,
    },
    servers: [{ url: '/' }],
    security: SECURITY,
    tags: [
      { name: 'growth', description: 'States, their history, and what follows from them.' },
      { name: 'registers', description: 'Series, notices, claims, statements, reporters and codes.' },
      {
        name: 'newsroom',
        description:
          'Plans told as sentences, and alerts, in English and Chinese; printed sentences; and releases that publishers promise.',
      },
      { name: 'log', description: 'What changed, and what became of what was pushed.' },
      SDMX_TAG,
      SERVICE_TAG,
    ],
    paths,
    components: {
      schemas: schemasOf(parts),
      responses: responsesIn(paths),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function documentPaths(): Readonly<Record<string, Description>> {
  const robots = { description: 'Text.', content: { 'text/plain': { schema: { type: 'string' } } } };
  const found = tagged('AsyncAPI 3.0.', { type: 'object' });
  const page = { description: 'HTML.', content: { 'text/html': { schema: { type: 'string' } } } };
  return {
    '/robots.txt': serviceOperation('robots', 'What crawlers may read', 'The page, and no search.', {
      200: robots,
    }),
    '/.well-known/api-catalog': serviceOperation(
      'apiCatalog',
      'API catalog',
      'Links of RFC 9727. They lead to description, text and status.',
      {
        200: {
          description: 'A linkset.',
          content: { 'application/linkset+json': { schema: { type: 'object' } } },
        },
      },
    ),
    '/asyncapi.json': serviceOperation(
      'asyncapi',
      'The topics',
      'Addresses carry the prefix of this system, and the broker is its own.',
      { 200: found },
    ),
    '/': serviceOperation(
      'page',
      'The live page',
      'Its views have addresses of their own, and all state is in the query.',
      { 200: page, ...problems('Unavailable') },
    ),
  };
}

/** Schemas that the paths refer to. */
function schemasOf(parts: Parts): Readonly<Record<string, Description>> {
  publishedPart(Problem, parts);
  return parts.named;
}

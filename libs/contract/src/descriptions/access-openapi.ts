import { ACCESS_CALLS } from '../calls/access/table.ts';
import { Problem } from '../shapes/problem.ts';
import { openApiParts, publishedPart, type Description } from './json-schemas.ts';
import {
  CONTACT,
  LICENSE,
  SECURITY_SCHEMES,
  responsesIn,
  SERVICE_TAG,
  servicePaths,
} from './openapi-parts.ts';
import { pathsOf } from './operation.ts';

/** OpenAPI 3.1 description of the access service. */
export function accessOpenApi(): Description {
  const parts = openApiParts();
  publishedPart(Problem, parts);
  const paths = { ...pathsOf(ACCESS_CALLS, parts), ...servicePaths() };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Silkgauge access',
      version: '1',
      description:
        'Keys, the policy and the audit. An answer to a change comes once the change and its audit entry are on all in-sync replicas; every process holds to the change five seconds later at the latest.',
      contact: CONTACT,
      license: LICENSE,
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [
      { name: 'keys', description: 'Who may do what.' },
      { name: 'policy', description: 'What holds for all.' },
      { name: 'audit', description: 'What was done.' },
      SERVICE_TAG,
    ],
    paths,
    components: {
      schemas: parts.named,
      responses: responsesIn(paths),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

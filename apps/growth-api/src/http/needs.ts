import { NOBODY, type Needs } from '@silkgauge/access';
import { needsOfCall } from '@silkgauge/calls';
import { kindOfTarget } from '@silkgauge/sdmx';
import type { FastifyRequest } from 'fastify';
import { doorOf, isOfSdmx } from '../sdmx/doors.ts';

const OF_STRUCTURE: Needs = { scope: 'read', limit: 'structure' };
const OF_DATA: Needs = { scope: 'read', limit: 'data' };
/** What is no call holds no figures; whoever may not read is asked for a key by the page. */
const OF_PAGE: Needs = { scope: 'nothing', limit: 'structure' };

/** What tells the needs of a request. */
type Asking = Pick<FastifyRequest, 'method' | 'originalUrl'> & {
  readonly routeOptions: {
    readonly url?: string | undefined;
    readonly config: object;
  };
};

/** What the guard asks of a request to the API: what its call declares. */
export const needsOfApi = ({ method, originalUrl, routeOptions: { url: route, config } }: Asking): Needs => {
  // A preflight carries no credential (Fetch Standard, CORS protocol).
  if (route === undefined || method === 'OPTIONS') return NOBODY;
  const declared = needsOfCall(config);
  if (declared) return declared;
  if (isOfSdmx(route)) return needsOfSdmx(originalUrl);
  return route.startsWith('/v1') ? OF_DATA : OF_PAGE;
};

/** SDMX has its own grammar of addresses. Availability counts data. */
function needsOfSdmx(url: string): Needs {
  const found = doorOf(url);
  const kind = found && kindOfTarget(found.door, found.target);
  return kind === 'data' || kind === 'availability' ? OF_DATA : OF_STRUCTURE;
}

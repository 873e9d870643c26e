import { NOBODY, type Needs } from '@silkgauge/access';
import { kindOfTarget } from '@silkgauge/sdmx';
import type { FastifyRequest } from 'fastify';
import { doorOf, isOfSdmx } from '../sdmx/doors.ts';

/** Registers and codes, of which there are few and which change seldom. */
const STRUCTURE = ['codes', 'notices', 'reporters', 'series', 'statements', 'claims', 'availability'];

const STREAM: Needs = { scope: 'read', limit: 'stream' };
const OF_STRUCTURE: Needs = { scope: 'read', limit: 'structure' };
const OF_DATA: Needs = { scope: 'read', limit: 'data' };
/** Whoever may not subscribe is refused by the notifier, which the request is passed on to. */
const OF_NOTIFIER: Needs = { scope: 'nothing', limit: 'manage' };
/** The page holds no figures; whoever may not read is asked for a key by the page. */
const OF_PAGE: Needs = { scope: 'nothing', limit: 'structure' };

/** Pages that hold figures themselves. */
const PAGES_OF_DATA = ['/bulletins', '/bulletins/:name', '/alerts', '/releases'];

/** What tells the needs of a request. */
type Asking = Pick<FastifyRequest, 'method' | 'originalUrl'> & {
  readonly routeOptions: Pick<FastifyRequest['routeOptions'], 'url'>;
};

/** What the guard asks of a request to the API, by its route. */
export const needsOfApi = ({ method, originalUrl: url, routeOptions: { url: route } }: Asking): Needs => {
  // A preflight carries no credential (Fetch Standard, CORS protocol).
  if (route === undefined || method === 'OPTIONS') return NOBODY;
  if (route === '/v1/stream') return STREAM;
  if (route === '/v1/subscriptions') return OF_NOTIFIER;
  if (isOfSdmx(route)) return needsOfSdmx(url);
  if (PAGES_OF_DATA.includes(route)) return OF_DATA;
  if (!route.startsWith('/v1')) return OF_PAGE;
  const [, , register = ''] = route.split('/');
  return register === '' || STRUCTURE.includes(register) ? OF_STRUCTURE : OF_DATA;
};

/** Availability counts data. */
function needsOfSdmx(url: string): Needs {
  const found = doorOf(url);
  const kind = found && kindOfTarget(found.door, found.target);
  return kind === 'data' || kind === 'availability' ? OF_DATA : OF_STRUCTURE;
}

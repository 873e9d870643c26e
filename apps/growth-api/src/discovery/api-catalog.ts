import { DESCRIPTION } from './links.ts';

/** Media type of a set of links (RFC 9264), with the profile of an API catalog (RFC 9727). */
export const CATALOG_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

/** Where the catalog stands by its standard. */
export const CATALOG_PATH = '/.well-known/api-catalog';

/** The catalog of the API at an origin: where it begins, what describes it, and whether it works. */
export const apiCatalog = (origin: string): string =>
  JSON.stringify({
    linkset: [
      {
        anchor: `${origin}/v1`,
        'service-desc': [{ href: origin + DESCRIPTION.target, type: DESCRIPTION.type }],
        'service-doc': [{ href: `${origin}/llms.txt`, type: 'text/plain' }],
        status: [{ href: `${origin}/readyz`, type: 'application/json' }],
      },
    ],
  });

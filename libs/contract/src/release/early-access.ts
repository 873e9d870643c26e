import { parseInstant } from '../instant.ts';
import type { Place } from '../terms/place.ts';
import { said } from '../terms/order-terms.ts';
import { isObject, listOf, record, secret, term, type Read } from '../terms/term.ts';
import { shaped, text } from '../vocabulary.ts';

export const MOST_ACCESS = 20;
export const LONGEST_NAME = 200;
export const LONGEST_ROLE = 64;

const earlyAccess = record(
  {
    name: term(text(LONGEST_NAME, 'Of a person or a house; it stands once in its release.', 'Press office')),
    role: term(text(LONGEST_ROLE, 'The role.', 'press')),
    from: term(
      said('From when on: an instant with offset, before that of the release.', {
        rule: 'instant',
        must: 'an existing instant with offset',
        example: '2020-07-14T09:00:00+08:00',
      }),
      (found) => (parseInstant(found) === undefined ? undefined : found),
    ),
    sha256: term(
      shaped(
        '^[0-9a-f]{64}$',
        'SHA-256 in hex of the secret that opens the preview, which has 128 random bits or more. It is served nowhere.',
        {
          rule: 'sha256',
          must: 'a SHA-256 in hex, 64 of 0-9 and a-f: npm run access -- release-secret makes a secret and its digest, and the digest alone is sent',
          example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        },
      ),
    ),
  },
  {
    about: 'Who is shown the figures before the lifting.',
    title: 'EarlyAccess',
    // A secret may be in another member by mistake.
    others(_, known, at) {
      const message = `An item of early access has ${known.join(', ')} alone.`;
      at.report('schema', message, 'Leave other members out. A secret is never sent.');
    },
  },
);

const MUST = `a list of at most ${String(MOST_ACCESS)} items with name, role, from and sha256`;

/** Early access to the figures of a release. No fault shows what an item says, which may be a secret. */
export const accessTerm = secret(
  listOf(
    earlyAccess,
    { rule: 'list', must: MUST, example: '' },
    { about: 'Who is shown its figures before its lifting; absent: nobody.', least: 0, most: MOST_ACCESS },
  ),
);

/** That it begins before the release, and that each name and each secret stands once. */
export function checkAccess(access: unknown, release: unknown, at: Place): void {
  if (!Array.isArray(access)) return;
  const lifting = instantOf(release);
  const known = new Set<unknown>();
  for (const [place, item] of access.slice(0, MOST_ACCESS).entries()) {
    if (!isObject(item)) continue;
    const own = at.member(place);
    const begins = instantOf(item['from']);
    if (lifting !== undefined && begins !== undefined && begins >= lifting) {
      const message = 'Early access must begin before the release.';
      own.member('from').report('access-early', message, 'Write an instant before at.');
    }
    for (const name of ['name', 'sha256'] as const) {
      const value = item[name];
      if (typeof value !== 'string' || at.faults.touches(own.member(name).pointer)) continue;
      if (known.has(value)) {
        const fix = 'Give each item a name and a secret of its own.';
        own.member(name).report('access-repeated', `The ${name} stands in an item before.`, fix);
      }
      known.add(value);
    }
  }
}

const instantOf = (found: unknown): number | undefined =>
  typeof found === 'string' ? parseInstant(found) : undefined;

/** `sha256` is served nowhere. */
export type EarlyAccess = Read<typeof earlyAccess>;

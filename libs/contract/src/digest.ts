import { createHash } from 'node:crypto';

/**
 * SHA-256 that two events share exactly when they say the same: type and data as canonical JSON. Whitespace and the
 * order of members do not count, everything else does.
 */
export function contentDigest(type: string, data: unknown): Buffer {
  return createHash('sha256')
    .update(`${canonicalJson(type)}${canonicalJson(data)}`)
    .digest();
}

/**
 * Canonical JSON of RFC 8785: members sorted by UTF-16 code units, no whitespace, numbers as ECMAScript writes them.
 * For values as JSON.parse gives them, nested no deeper than checked events are.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  const written = Object.keys(members)
    .filter((name) => members[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(members[name])}`);
  return `{${written.join(',')}}`;
}

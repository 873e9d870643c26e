import { createHash } from 'node:crypto';

/** SHA-256 (32 bytes) of type and data as canonical JSON: equal for events with equal content. */
export function contentDigest(type: string, data: unknown): Buffer {
  return createHash('sha256')
    .update(`${canonicalJson(type)}${canonicalJson(data)}`)
    .digest();
}

/**
 * Canonical JSON (RFC 8785): members sorted by UTF-16 code units, no whitespace, ECMAScript numbers. Takes
 * values of JSON.parse, nested no deeper than checked events.
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

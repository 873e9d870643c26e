import type { IncomingHttpHeaders } from 'node:http';
import parseRange from 'range-parser';

/** A part of a file: its first byte, and the one behind its last. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * The part of a file that a request asks for (RFC 9110, section 14); null for all of it. Several parts at once, units
 * besides bytes, and a part of another file than the one that `If-Range` names, are answered with all of it.
 */
export function partOf(
  { range, 'if-range': ifRange }: IncomingHttpHeaders,
  { bytes, tag }: { readonly bytes: number; readonly tag: string },
): Part | 'unsatisfiable' | null {
  if (range === undefined || (ifRange !== undefined && ifRange !== tag)) return null;
  const parts = parseRange(bytes, range);
  if (parts === -1) return 'unsatisfiable';
  if (parts === -2 || parts.type !== 'bytes' || parts.length !== 1) return null;
  const [part] = parts;
  return part ? { from: part.start, to: part.end + 1 } : null;
}

/** A media range of `Accept`. */
export interface MediaRange {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** From 0, refused, to 1. */
  readonly q: number;
}

/** Bounds a hostile header. */
const MOST_RANGES = 100;

/**
 * Reads an `Accept` header (RFC 9110, section 12.5.1): types and names of parameters in lower case, values without
 * quotes. What is no range is passed over; no header accepts anything.
 */
export function readAccept(header: string | undefined): readonly MediaRange[] {
  const given = header?.trim() ?? '';
  return given === ''
    ? [{ type: '*/*', parameters: new Map(), q: 1 }]
    : given.split(',', MOST_RANGES).flatMap(readRange);
}

function readRange(text: string): readonly MediaRange[] {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim());
  if (!/^[^\s/]+\/[^\s/]+$/.test(type)) return [];
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    parameters.set(part.slice(0, equals).trim().toLowerCase(), bare(part.slice(equals + 1).trim()));
  }
  const q = parameters.get('q') ?? '1';
  parameters.delete('q');
  return [{ type: type.toLowerCase(), parameters, q: /^(0(\.\d*)?|1(\.0*)?)$/.test(q) ? Number(q) : 0 }];
}

const bare = (value: string): string => (/^".*"$/.test(value) ? value.slice(1, -1) : value);

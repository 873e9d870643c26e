import type { RefusalRule } from '@silkgauge/contract';

/** Why content is refused: a stable rule and a sentence. */
export interface ContentFault {
  readonly rule: RefusalRule;
  readonly reason: string;
}

export type ParsedJson =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: ContentFault };

/** Accepted events have few levels; larger content that is nested deeper than this is refused unparsed. */
const MAX_DEPTH = 64;

/** Bytes up to which the deepest nesting is parsed as cheaply as other bad input; later checks refuse it. */
const SMALL = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes; undefined for bytes that are not UTF-8. */
export const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};

/** Parses JSON in UTF-8 without a byte order mark (RFC 8259). Never throws. */
export const parseJson = (bytes: Uint8Array): ParsedJson => {
  const text = decodeUtf8(bytes);
  if (text === undefined) return fault('utf-8', 'The content is not UTF-8.');
  if (text.charCodeAt(0) === 0xfeff)
    return fault('byte-order-mark', 'JSON begins without a byte order mark.');
  if (bytes.length > SMALL && isNestedDeeperThan(MAX_DEPTH, bytes)) {
    return fault('nesting-depth', `The JSON is nested more than ${String(MAX_DEPTH)} deep.`);
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return fault('json', `The content is not JSON: ${describe(error)}`);
  }
};

const fault = (rule: RefusalRule, reason: string): ParsedJson => ({ ok: false, fault: { rule, reason } });

/** Keeps the position only: the parser's message quotes the input, which may be anything. */
const describe = (error: unknown): string => {
  const message = error instanceof Error ? error.message : '';
  const place = /at position (\d+)/.exec(message)?.[1];
  if (place !== undefined) return `it breaks off or goes wrong at character ${place}.`;
  return message.includes('end of JSON input') ? 'it ends too early.' : 'it goes wrong.';
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside strings: exact for JSON; other input is refused either way. */
const isNestedDeeperThan = (limit: number, bytes: Uint8Array): boolean => {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) {
      inString = true;
    } else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > limit) return true;
    } else if (byte === 0x5d || byte === 0x7d) {
      depth--;
    }
  }
  return false;
};

import { refuse, type ParameterReader } from '../filter/value-readers.ts';

/**
 * Encodes the sort values of the last item as an opaque cursor of the list `kind`. Changes between two pages
 * shift nothing, as a cursor names no page and no version.
 */
export function writeCursor(kind: string, position: readonly string[]): string {
  return Buffer.from(JSON.stringify([kind, ...position])).toString('base64url');
}

/** Decodes a cursor that {@link writeCursor} wrote for the same kind; `valid` judges its parts. */
export function cursorOf(
  kind: string,
  parts: number,
  valid: (position: string[]) => boolean,
): ParameterReader<string[]> {
  return (text) => {
    const position = decode(text);
    const [found, ...rest] = position ?? [];
    if (found === kind && rest.length === parts && rest.every((part) => !part.includes('\0')) && valid(rest))
      return { value: rest };
    return NOT_OF_LIST;
  };
}

export const NOT_OF_LIST = refuse(
  'cursor',
  'this is not a cursor of this list',
  'take "next" of the page before as it is, or leave it out to start anew',
);

/** The kind and the place of a cursor; undefined for any other text. */
export function decode(text: string): string[] | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    const found: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(found) && found.every((part) => typeof part === 'string') ? found : undefined;
  } catch {
    return undefined;
  }
}

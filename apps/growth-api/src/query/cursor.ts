import { refuse, type ParameterReader } from './parameters.ts';

/**
 * A position in an ordered list, opaque to whoever carries it: what the last item was sorted by. It names no page and
 * no version, so what happens between two pages moves nothing. `kind` keeps a cursor to the list it came from.
 */
export function writeCursor(kind: string, position: readonly string[]): string {
  return Buffer.from(JSON.stringify([kind, ...position])).toString('base64url');
}

/** Reads what {@link writeCursor} wrote for the same kind; `valid` judges the parts. */
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
    return refuse(
      'cursor',
      'this is not a cursor of this list',
      'take "next" of the page before as it is, or leave it out to start anew',
    );
  };
}

function decode(text: string): string[] | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    const found: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(found) && found.every((part) => typeof part === 'string') ? found : undefined;
  } catch {
    return undefined;
  }
}

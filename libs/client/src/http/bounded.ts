import { UnexpectedAnswer } from '../errors.ts';

/** All bytes as text. @throws UnexpectedAnswer beyond `most` bytes, and reads no further */
export async function boundedText(bytes: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.byteLength;
    if (size > most) throw new UnexpectedAnswer(`more than ${String(most)} bytes`);
    parts.push(decoder.decode(part, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

const NOTHING: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {
    // No body.
  },
};

export const textOf = (response: Response, most: number): Promise<string> =>
  boundedText((response.body as AsyncIterable<Uint8Array> | null) ?? NOTHING, most);

/** A JSON text. @throws UnexpectedAnswer naming what was read */
export function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new UnexpectedAnswer(`${what} is no JSON`, { cause });
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

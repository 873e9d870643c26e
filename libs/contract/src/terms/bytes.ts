/** The length of a value as JSON, in bytes; without bound where it is nested too deep to be written. */
export function bytesOf(value: unknown): number {
  try {
    return new TextEncoder().encode(JSON.stringify(value) ?? '').length;
  } catch {
    return Infinity;
  }
}

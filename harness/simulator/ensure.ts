/** @throws Error with the text unless the promise was kept */
export function ensure(kept: boolean, otherwise: string): void {
  if (!kept) throw new Error(otherwise);
}

/** Buffers are compared by content, because the store copies records. */
export function same(found: unknown, expected: unknown, what: string): void {
  const isSame =
    Buffer.isBuffer(found) && Buffer.isBuffer(expected) ? found.equals(expected) : found === expected;
  ensure(isSame, `${what} is ${String(found)}, should be ${String(expected)}`);
}

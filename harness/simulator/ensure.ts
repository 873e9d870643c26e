/** Throws what was found when a promise was not kept. */
export function ensure(kept: boolean, otherwise: string): void {
  if (!kept) throw new Error(otherwise);
}

/** Bytes are the same where they say the same: what is kept of a record is a copy of it. */
export function same(found: unknown, expected: unknown, what: string): void {
  const isSame =
    Buffer.isBuffer(found) && Buffer.isBuffer(expected) ? found.equals(expected) : found === expected;
  ensure(isSame, `${what} is ${String(found)}, should be ${String(expected)}`);
}

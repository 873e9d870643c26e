/** Throws what was found when a promise was not kept. */
export function ensure(kept: boolean, otherwise: string): void {
  if (!kept) throw new Error(otherwise);
}

export function same(found: unknown, expected: unknown, what: string): void {
  ensure(found === expected, `${what} is ${String(found)}, should be ${String(expected)}`);
}

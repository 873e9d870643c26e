/**
 * Loads a part once for all, but a failure counts only in the attempts that saw it: another attempt loads anew.
 * Equal attempts get the same promise.
 */
export function perAttempt<Part>(load: () => Promise<Part>): (attempt: object) => Promise<Part> {
  let current: { readonly part: Promise<Part>; readonly seenIn: WeakSet<object>; hasFailed: boolean } | null =
    null;
  return (attempt) => {
    if (current === null || (current.hasFailed && !current.seenIn.has(attempt))) {
      const started = { part: load(), seenIn: new WeakSet(), hasFailed: false };
      started.part.catch(() => (started.hasFailed = true));
      current = started;
    }
    current.seenIn.add(attempt);
    return current.part;
  };
}

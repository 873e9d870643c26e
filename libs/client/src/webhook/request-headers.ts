/** Headers of a request: those of fetch, or of `node:http`. */
export type RequestHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** One header; undefined where it is absent or was sent several times. */
export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).filter(([one]) => one.toLowerCase() === name);
  const [value, ...others] = found.flatMap(([, one]) => (one === undefined ? [] : [one].flat()));
  return others.length === 0 ? value : undefined;
}

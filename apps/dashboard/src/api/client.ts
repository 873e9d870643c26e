import type { Problem } from '@silkgauge/contract';

/** What the API refused, in its own words. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/**
 * An answer of the API.
 * @throws ApiRefusal with the API's explanation; a TypeError of `fetch` where nobody answers
 */
export async function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(path, signal ? { signal } : {});
  if (response.ok) return (await response.json()) as Answer;
  const problem = await response.json().then(
    (answer: Partial<Problem>) => answer,
    (): Partial<Problem> => ({}),
  );
  const faults = (problem.errors ?? []).map(({ message, fix }) => [message, fix].filter(Boolean).join(': '));
  throw new ApiRefusal(
    response.status,
    faults.length > 0 ? faults.join('; ') : (problem.detail ?? problem.title ?? response.statusText),
  );
}

/** A path with a query of ready parts; empty ones are left out. */
export function path(name: string, ...parts: readonly (string | null)[]): string {
  const query = parts.filter((part) => part !== null && part !== '').join('&');
  return query === '' ? name : `${name}?${query}`;
}

/** `/v1/growth/<series key>/<period>` of a state's key; a slash in the period is percent-encoded. */
export function statePath(key: string): string {
  const slash = key.indexOf('/');
  return `/v1/growth/${encodeURIComponent(key.slice(0, slash))}/${encodeURIComponent(key.slice(slash + 1))}`;
}

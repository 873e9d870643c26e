import type { Problem } from '@silkgauge/contract';
import { fetchWithKey } from './credential.ts';
import { heardInTime, type Heard } from './in-time.ts';

/** An error answer of the API; the message is the text of its problem details. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;
  /** The rules that the faults of the call break, such as `ahead-of-log`. */
  readonly rules: readonly string[];

  constructor(status: number, detail: string, rules: readonly string[] = []) {
    super(detail);
    this.status = status;
    this.rules = rules;
  }
}

/**
 * Gets the JSON body of a GET request.
 * @throws ApiRefusal for an error status; TypeError of `fetch`, or NoAnswer, without an answer. A status of 401 or 403 is told to `useCredential`
 */
export const getJson = async <Answer>(path: string, signal?: AbortSignal): Promise<Answer> =>
  answerOf(await heardInTime((within) => fetchWithKey(path, { signal: within }), signal));

const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A question too long for an address, by POST; throws as `getJson` does. */
export const askJson = async <Answer>(path: string, body: unknown): Promise<Answer> =>
  answerOf(await heardInTime((signal) => fetchWithKey(path, { ...posted(body), signal })));

/**
 * Sends JSON by POST, and gets the JSON body of the answer; throws as `getJson` does, but waits as long as it
 * takes: what was sent may be done though nothing answers yet.
 */
export async function postJson<Answer>(path: string, body: unknown): Promise<Answer> {
  const response = await fetchWithKey(path, posted(body));
  return answerOf({ response, text: await response.text() });
}

function answerOf<Answer>({ response, text }: Heard): Answer {
  if (response.ok) return JSON.parse(text) as Answer;
  const problem = problemIn(text);
  const faults = (problem.errors ?? []).map(({ message, fix }) => [message, fix].filter(Boolean).join(': '));
  throw new ApiRefusal(
    response.status,
    faults.length > 0 ? faults.join('; ') : (problem.detail ?? problem.title ?? response.statusText),
    (problem.errors ?? []).map(({ rule }) => rule),
  );
}

function problemIn(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>;
  } catch {
    return {};
  }
}

/** A path with a query of encoded parts; empty parts are left out. */
export function path(name: string, ...parts: readonly (string | null)[]): string {
  const query = parts.filter((part) => part !== null && part !== '').join('&');
  return query === '' ? name : `${name}?${query}`;
}

/** What a state has where it is told in one sentence. */
export const TOLD_STATE = '/headline';

/** `/v1/growth/<series key>/<period>` of a state; a slash in the period is percent-encoded. */
export function statePath(key: string): string {
  const slash = key.indexOf('/');
  return `/v1/growth/${encodeURIComponent(key.slice(0, slash))}/${encodeURIComponent(key.slice(slash + 1))}`;
}

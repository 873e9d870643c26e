import { readBody } from '@silkgauge/service';
import type { Feed } from '@silkgauge/contract';
import { refusal } from './problems.ts';
import type { Push } from './read-push.ts';

/** Milliseconds to wait for an answer: a rehearsal may take 60 s. */
const PATIENCE = 65_000;
/** Most bytes of an answer that are passed on, above what growth-api tells. */
const MOST_BYTES = 64 * 1024 * 1024;

/** An answer of growth-api, to be passed on. */
export interface PassedOn {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Whose push it is: the credential of the caller and its address. */
export interface PushedBy {
  readonly authorization: string | undefined;
  readonly address: string;
}

/** Growth-api as a door reaches it, which reads no database itself. */
export class Rehearsals {
  readonly #url: string;

  constructor(growthApi: string, feed: Feed) {
    this.#url = `${growthApi}/v1/rehearsals?feed=${feed}`;
  }

  /** Passes a checked push on as it came. @throws ProblemError 503 where growth-api does not answer */
  async pass(push: Push, { authorization, address }: PushedBy): Promise<PassedOn> {
    try {
      const answer = await fetch(this.#url, {
        method: 'POST',
        headers: [
          ...eventHeaders(push.rawHeaders),
          ...(authorization === undefined ? [] : [['authorization', authorization] as [string, string]]),
          ['x-forwarded-for', address],
        ],
        body: new Uint8Array(push.body),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      const told = PASSED_ON.flatMap((name) => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value] as const];
      });
      const body = await readBody(answer, MOST_BYTES);
      if (body === null) throw new RangeError(`the answer has more than ${String(MOST_BYTES)} bytes`);
      return { status: answer.status, headers: Object.fromEntries(told), body };
    } catch {
      const detail = 'Nothing was taken, and growth-api, which rehearses, did not answer. Ask again later.';
      throw refusal('unavailable', detail, undefined, { 'retry-after': '2' });
    }
  }
}

const PASSED_ON = ['content-type', 'cache-control', 'retry-after', 'www-authenticate'];

/** The content type and the attributes of binary mode, as they came. */
function eventHeaders(rawHeaders: readonly string[]): [string, string][] {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    if (name === 'content-type' || name.startsWith('ce-')) headers.push([name, rawHeaders[i + 1] ?? '']);
  }
  return headers;
}

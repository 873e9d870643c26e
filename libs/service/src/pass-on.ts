import { readBody } from './read-body.ts';

/** An answer of another service, to be passed on. */
export interface PassedOn {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A request of a caller for another service, and what of the answer the caller gets. */
export interface ToPassOn {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** Names of the headers of the answer that are passed on, in lower case. */
  readonly answered: readonly string[];
  /** Milliseconds to wait for the answer. */
  readonly patience: number;
  /** Most bytes of the body of an answer. */
  readonly mostBytes: number;
}

/** No answer came that may be passed on. `why` names no address. */
export class NotPassedOn extends Error {
  override readonly name = 'NotPassedOn';
  readonly why: string;

  constructor(url: string, why: string, cause?: unknown) {
    super(`${url}: ${why}`, { cause });
    this.why = why;
  }
}

/** Posts a request of a caller as it is. Redirects are not followed. @throws NotPassedOn */
export async function passOn(
  url: string,
  { headers, body, answered, patience, mostBytes }: ToPassOn,
): Promise<PassedOn> {
  const signal = AbortSignal.timeout(patience);
  try {
    const answer = await fetch(url, {
      ...{ method: 'POST', redirect: 'error', signal },
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body: new Uint8Array(body),
    });
    const told = answered.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const read = await readBody(answer, mostBytes);
    if (read === null) throw new NotPassedOn(url, `the answer has more than ${String(mostBytes)} bytes`);
    return { status: answer.status, headers: Object.fromEntries(told), body: read };
  } catch (error) {
    if (error instanceof NotPassedOn) throw error;
    const why = signal.aborted ? `no answer within ${String(patience / 1_000)} s` : codeOf(error);
    throw new NotPassedOn(url, why, error);
  }
}

/** The code of what ended a fetch, such as `ECONNREFUSED`, as its message may name addresses. */
function codeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : 'the connection failed';
}

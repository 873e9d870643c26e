import { NotPassedOn, passOn, type PassedOn } from '@silkgauge/service';
import type { Feed } from '@silkgauge/contract';
import { refusal } from './problems.ts';
import type { Push } from './read-push.ts';

/** Milliseconds to wait for an answer: a rehearsal may take 60 s. */
const PATIENCE = 65_000;
/** Most bytes of an answer that are passed on, above what growth-api tells. */
const MOST_BYTES = 64 * 1024 * 1024;

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
  pass(push: Push, { authorization, address }: PushedBy): Promise<PassedOn> {
    const who: [string, string][] = authorization === undefined ? [] : [['authorization', authorization]];
    return passOn(this.#url, {
      headers: [...eventHeaders(push.rawHeaders), ...who, ['x-forwarded-for', address]],
      ...{ body: push.body, answered: ANSWERED, patience: PATIENCE, mostBytes: MOST_BYTES },
    }).catch((cause: unknown) => {
      if (!(cause instanceof NotPassedOn)) throw cause;
      const detail = `Nothing was taken, and growth-api, which rehearses, did not answer: ${cause.why}. Ask again later.`;
      throw refusal('unavailable', detail, undefined, { 'retry-after': '2' }, { cause });
    });
  }
}

const ANSWERED = ['content-type', 'cache-control', 'retry-after', 'www-authenticate'];

/** The content type and the attributes of binary mode, as they came. */
function eventHeaders(rawHeaders: readonly string[]): [string, string][] {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    if (name === 'content-type' || name.startsWith('ce-')) headers.push([name, rawHeaders[i + 1] ?? '']);
  }
  return headers;
}

import { Refused, UnexpectedAnswer } from '../errors.ts';
import type { GrowthState } from '../types.ts';
import { ask, type Api } from './ask.ts';
import { isObject } from './bounded.ts';
import { isLater, pause, untilNext } from './patience.ts';

/** The states of a list, page by page, as the log has them: without `notices`, which answers join. */
export async function* statesOf(api: Api, first: URL): AsyncGenerator<GrowthState> {
  for await (const item of itemsOf(api, first)) yield stateIn(item);
}

/** The items of a list, page by page. */
export async function* itemsOf(api: Api, first: URL): AsyncGenerator<unknown> {
  const url = new URL(first);
  for (;;) {
    const { items, next } = await patiently(api, url);
    if (!Array.isArray(items)) throw new UnexpectedAnswer(`${url.pathname} answered no list`);
    yield* items as readonly unknown[];
    if (typeof next !== 'string') return;
    if (url.searchParams.get('cursor') === next)
      throw new UnexpectedAnswer(`${url.pathname} answered the same page again`);
    url.searchParams.set('cursor', next);
  }
}

/** A state, by the members that keep it apart. @throws UnexpectedAnswer where they are missing */
export function stateIn(value: unknown): GrowthState {
  if (!isState(value)) throw new UnexpectedAnswer('what should be a state has no key, version or sequence');
  const { notices: _, ...state } = value as GrowthState & { readonly notices?: unknown };
  return state;
}

export const isState = (value: unknown): value is GrowthState =>
  isObject(value) &&
  typeof value['key'] === 'string' &&
  Number.isSafeInteger(value['version']) &&
  typeof value['sequence'] === 'string' &&
  /^\d+$/.test(value['sequence']);

/** Milliseconds before a second try. */
const REST = 500;

/**
 * `ask`, again and again where the answer says "later" or the connection breaks, not before `Retry-After`: who follows
 * for weeks outlasts what stops for minutes.
 */
export async function patiently(
  api: Api,
  url: URL,
  sleep = pause,
): Promise<Readonly<Record<string, unknown>>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(api, url);
    } catch (error) {
      const isFinal =
        error instanceof UnexpectedAnswer || (error instanceof Refused && !isLater(error.status));
      if (isFinal || api.signal?.aborted) throw error;
      const asked = error instanceof Refused ? error.retryAfter : undefined;
      await sleep(untilNext(attempt, REST, asked), api.signal);
    }
  }
}

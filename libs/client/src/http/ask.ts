import { UnexpectedAnswer } from '../errors.ts';
import { isObject, parsed, textOf } from './bounded.ts';
import { refusalOf } from './problems.ts';

/** Where growth-api is, and who asks. */
export interface Api {
  /** Such as `http://127.0.0.1:4100`. */
  readonly api: string | URL;
  /** `sgk_...`, or a token of an issuer. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** Filters of growth-api by name: `{ area: 'CN', reporter: ['GACC', 'MOFCOM'] }`. */
export type Filter = Readonly<Record<string, string | readonly string[]>>;

export const credential = (key: string | undefined): Readonly<Record<string, string>> =>
  key === undefined ? {} : { authorization: `Bearer ${key}` };

/** An address under `base`, with a filter. @throws UnexpectedAnswer where the path leads to another origin */
export function addressOf(base: string | URL, path: string, filter: Filter = {}): URL {
  const root = new URL(base);
  const url = new URL(path, root);
  if (url.origin !== root.origin) throw new UnexpectedAnswer(`${path} is not at ${root.origin}`);
  for (const [name, value] of Object.entries(filter))
    url.searchParams.set(name, typeof value === 'string' ? value : value.join(','));
  return url;
}

/** Milliseconds that an answer may take. */
const PATIENCE = 60_000;

export const withinTime = (signal: AbortSignal | undefined, milliseconds: number): AbortSignal => {
  const timeout = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
};

/** Largest page of states that is read. */
const LARGEST_PAGE = 64 * 1024 * 1024;

/** The object that a GET answers. @throws Refused unless 200: a redirect too, which the key must not follow */
export async function ask({ key, signal }: Api, url: URL): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...credential(key) },
    redirect: 'manual',
    signal: withinTime(signal, PATIENCE),
  });
  if (response.status !== 200) throw await refusalOf(response);
  const said = parsed(await textOf(response, LARGEST_PAGE), url.pathname);
  if (!isObject(said)) throw new UnexpectedAnswer(`${url.pathname} answered no object`);
  return said;
}

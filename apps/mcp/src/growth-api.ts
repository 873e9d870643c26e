import type { Problem } from '@silkgauge/contract';
import { readBody } from '@silkgauge/service';

/** Most bytes of an answer of growth-api that are read. */
const MOST_BYTES = 16 * 1024 * 1024;

type Query = Readonly<Record<string, string | number | undefined>>;

/** What growth-api refused, or why there is no answer, in words for the caller of a tool. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

interface ApiConfig {
  readonly apiUrl: string;
  readonly publicUrl: string;
  readonly apiTimeout: number;
}

/** For whom growth-api is asked. */
interface AskedFor {
  /** `Bearer` and a key or token. */
  readonly authorization?: string | undefined;
  /** Address of the caller, to which the key may be bound; absent where the caller is this process. */
  readonly address?: string;
}

/** Asks growth-api over HTTP. */
export class GrowthApi {
  readonly #config: ApiConfig;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(config: ApiConfig, { authorization, address }: AskedFor = {}) {
    this.#config = config;
    this.#headers = {
      accept: 'application/json',
      ...(authorization !== undefined && { authorization }),
      ...(address !== undefined && { 'x-forwarded-for': address }),
    };
  }

  /** The same API, asked for a caller. */
  as(caller: AskedFor): GrowthApi {
    return new GrowthApi(this.#config, caller);
  }

  /** Resolves while growth-api is ready; needs no credential. @throws NoAnswer */
  async check(): Promise<void> {
    const { status, text } = await this.ask('/readyz');
    if (status !== 200) throw new NoAnswer(problemText(status, parsed(text)));
  }

  /** Address of a call for people and programs. */
  link(path: string, query: Query = {}): string {
    const { apiUrl, publicUrl } = this.#config;
    return (publicUrl === '' ? apiUrl : publicUrl) + address(path, query);
  }

  /** @throws NoAnswer for a problem, and where growth-api does not answer */
  async get<Body>(path: string, query: Query = {}): Promise<Body> {
    return told<Body>(await this.ask(address(path, query)));
  }

  /** Asks with a body of JSON, for what no address has room for. @throws NoAnswer as `get` does */
  async post<Body>(path: string, asked: object): Promise<Body> {
    return told<Body>(await this.ask(path, JSON.stringify(asked)));
  }

  /** Whatever growth-api answers; with a body it is sent that. @throws NoAnswer where it does not */
  async ask(path: string, body?: string): Promise<{ status: number; headers: Headers; text: string }> {
    const { apiUrl, apiTimeout } = this.#config;
    try {
      const response = await fetch(apiUrl + path, {
        ...(body !== undefined && { method: 'POST', body }),
        headers: { ...this.#headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        redirect: 'error',
        signal: AbortSignal.timeout(apiTimeout),
      });
      const read = await readBody(response, MOST_BYTES);
      if (read === null) throw new NoAnswer('The answer of growth-api is too large. Ask for less.');
      return { status: response.status, headers: response.headers, text: read.toString() };
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      const { cause } = error as { cause?: unknown };
      const why = String((cause as { code?: unknown } | undefined)?.code ?? (error as Error).message);
      throw new NoAnswer(`growth-api at ${apiUrl} does not answer (${why}). Is GROWTH_API_URL right?`, {
        cause: error,
      });
    }
  }
}

/** @throws NoAnswer for a problem */
function told<Body>({ status, text }: { readonly status: number; readonly text: string }): Body {
  const body = parsed(text);
  if (status === 200 && body !== undefined) return body as Body;
  throw new NoAnswer(problemText(status, body));
}

function address(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemText(status: number, body: unknown): string {
  const { title, detail, errors } = (body ?? {}) as Partial<Problem>;
  const faults = Array.isArray(errors) ? errors.slice(0, 5).map((fault) => JSON.stringify(fault)) : [];
  return [`growth-api answered ${String(status)}`, title, detail, ...faults].filter(Boolean).join('. ');
}

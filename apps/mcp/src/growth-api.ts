import type { Problem } from '@silkgauge/contract';

/** Most bytes of an answer of growth-api that are read. */
const MOST_BYTES = 16 * 1024 * 1024;

type Query = Readonly<Record<string, string | number | undefined>>;

/** What growth-api refused, or why there is no answer, in words for the caller of a tool. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Asks growth-api over HTTP. */
export class GrowthApi {
  readonly #url: string;
  readonly #publicUrl: string;
  readonly #timeout: number;

  constructor(config: { readonly apiUrl: string; readonly publicUrl: string; readonly apiTimeout: number }) {
    this.#url = config.apiUrl;
    this.#publicUrl = config.publicUrl === '' ? config.apiUrl : config.publicUrl;
    this.#timeout = config.apiTimeout;
  }

  /** Address of a call for people and programs. */
  link(path: string, query: Query = {}): string {
    return this.#publicUrl + address(path, query);
  }

  /** @throws NoAnswer for a problem, and where growth-api does not answer */
  async get<Body>(path: string, query: Query = {}): Promise<Body> {
    const { status, text } = await this.#fetch(address(path, query));
    const body = parsed(text);
    if (status === 200 && body !== undefined) return body as Body;
    throw new NoAnswer(problemText(status, body));
  }

  async #fetch(path: string): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(this.#url + path, {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(this.#timeout),
      });
      return { status: response.status, text: await bodyOf(response) };
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      const { cause } = error as { cause?: unknown };
      const why = String((cause as { code?: unknown } | undefined)?.code ?? (error as Error).message);
      throw new NoAnswer(`growth-api at ${this.#url} does not answer (${why}). Is GROWTH_API_URL right?`, {
        cause: error,
      });
    }
  }
}

function address(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

async function bodyOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new NoAnswer('The answer of growth-api is too large. Ask for less.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
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

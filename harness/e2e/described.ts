import { Ajv2020 } from 'ajv/dist/2020.js';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: object }>>;
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly examples?: Readonly<Record<string, { value: unknown }>> }>
    >;
  };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, { readonly content?: object }>> };
}

interface Call {
  /** Values of the path parameters. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** Permitted statuses beside 200. */
  readonly others?: readonly number[];
}

const step = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

/** A service with its own OpenAPI document, which every answer must match. */
export class Described {
  readonly #url: string;
  readonly #document: OpenApi;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });

  private constructor(url: string, document: OpenApi) {
    this.#url = url;
    this.#document = document;
    this.#ajv.addSchema(document, 'api');
  }

  static async at(url: string): Promise<Described> {
    return new Described(url, (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi);
  }

  /** Calls a path and returns its answer. @throws Error for an answer that contradicts the document */
  async check<T>(path: string, { path: values = {}, query = '', others = [] }: Call): Promise<T> {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    const address = `${this.#url}${filled}${query === '' ? '' : `?${query}`}`;
    const response = await fetch(address);
    if (![200, ...others].includes(response.status))
      throw new Error(`${address}: ${String(response.status)}`);
    return (await this.#held(path, 'get', response)) as T;
  }

  /** Reads all pages of a list; returns the number of items. */
  async pages(path: string, query: string): Promise<number> {
    let count = 0;
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: unknown[]; next: string | null } = await this.check(path, {
        query: `${query}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      });
      count += page.items.length;
      cursor = page.next;
    }
    return count;
  }

  /** Examples of a path's request body. */
  examples(path: string): unknown[] {
    const { content } = this.#document.paths[path]?.['post']?.requestBody ?? { content: {} };
    return Object.values(content).flatMap(({ examples = {} }) =>
      Object.values(examples).map(({ value }) => value),
    );
  }

  /** Posts a body, checks the answer, and returns the status. */
  async send(address: string, contentType: string, body: unknown): Promise<number> {
    const response = await fetch(this.#url + address, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: Buffer.from(JSON.stringify(body)),
    });
    await this.#held(address.split('?', 1)[0] ?? '', 'post', response);
    return response.status;
  }

  async #held(path: string, method: string, response: Response): Promise<unknown> {
    const { status, url } = response;
    const said = this.#document.paths[path]?.[method]?.responses[String(status)];
    if (!said) throw new Error(`${path} is not said to answer ${String(status)}`);
    const shared = said.$ref?.split('/').at(-1);
    const { content = {} } =
      shared === undefined ? said : (this.#document.components.responses[shared] ?? {});
    const type = (response.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
    if (!Object.hasOwn(content, type)) throw new Error(`${url} is ${type}, which is not said`);
    const place =
      shared === undefined
        ? ['paths', path, method, 'responses', String(status)]
        : ['components', 'responses', shared];
    const validate = this.#ajv.getSchema(`api#/${[...place, 'content', type, 'schema'].map(step).join('/')}`);
    if (!validate) throw new Error(`${url} has no schema`);
    const body: unknown = await response.json();
    if (validate(body) !== true) throw new Error(`${url}: ${JSON.stringify(validate.errors)}`);
    return body;
  }
}

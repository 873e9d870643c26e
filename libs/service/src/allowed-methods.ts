/** A route as the router knows it: `:name` stands for one segment, a final `*` for any rest. */
interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Which methods a path is served with, so that a method that is not can be told from a path that is not. */
export class AllowedMethods {
  readonly #routes: Route[] = [];

  add(url: string, methods: readonly string[]): void {
    this.#routes.push({ pattern: toRegExp(url), methods });
  }

  /** Sorted; empty where nothing is served. `path` is without the query. */
  of(path: string): string[] {
    const matching = this.#routes.filter(({ pattern }) => pattern.test(path));
    return [...new Set(matching.flatMap(({ methods }) => methods))].sort();
  }
}

const toRegExp = (url: string): RegExp => {
  const source = url
    .split('/')
    .map((segment) => {
      if (segment === '*') return '.*';
      if (segment.startsWith(':')) return '[^/]+';
      return segment.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
    })
    .join('/');
  return new RegExp(`^${source}$`);
};

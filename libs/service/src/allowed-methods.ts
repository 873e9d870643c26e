/** A route of Fastify: `:name` matches one segment, a final `*` any rest. */
interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Methods by path, to distinguish 405 from 404. */
export class AllowedMethods {
  readonly #routes: Route[] = [];

  add(url: string, methods: readonly string[]): void {
    this.#routes.push({ pattern: toRegExp(url), methods });
  }

  /** Sorted methods of a path without its query; empty for an unknown path. */
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

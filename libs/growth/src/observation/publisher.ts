import { memoized } from '../period/memoized.ts';

/** Who printed a document. */
export interface Publisher {
  /** Code of the register of reporters, where the publisher is a body of it. */
  readonly code?: string;
  readonly name: { readonly en: string; readonly zh: string };
}

/** The publisher of a document, by its address. */
export type PublisherOf = (document: string) => Publisher;

/**
 * The publishers of documents: of the register, whose hosts have those below them too, the longest that fits;
 * else the host itself. Documents of one host share one object.
 */
export function publishersOf(registered: ReadonlyMap<string, Publisher>): PublisherOf {
  const ofHost = memoized((host): Publisher => {
    for (let from = 0; from >= 0; from = host.indexOf('.', from + 1)) {
      const found = registered.get(from === 0 ? host : host.slice(from + 1));
      if (found) return found;
    }
    return { name: { en: host, zh: host } };
  });
  return (document) => ofHost(hostOf(document));
}

/** Who printed a figure: as its event says, else by its document. */
export const publisherOf = (
  { publisher, document }: { readonly publisher?: Publisher | undefined; readonly document: string },
  byDocument: PublisherOf,
): Publisher => publisher ?? byDocument(document);

/** The host of an address, without user, port and a dot at its end; the address where it has none, up to 1,024 characters as names have. */
function hostOf(document: string): string {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/?#:]*)/i.exec(document)?.[1];
  return host === undefined || host === '' ? document.slice(0, 1_024) : host.toLowerCase().replace(/\.$/, '');
}

/** Names of this machine, as the host of a URL has them. */
const LOCAL: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export interface Callers {
  /** Further names that a Host header may have, without a port. */
  readonly hosts: readonly string[];
  /** Further origins, such as `https://chat.example`. */
  readonly origins: readonly string[];
}

/**
 * Why a request is refused, or null. A page of another site can lead its own name to this machine (DNS
 * rebinding): its requests have that name as host or that page as origin (MCP, streamable HTTP, security).
 */
export function refusalOf(
  headers: { readonly host?: string | undefined; readonly origin?: string | undefined },
  { hosts, origins }: Callers,
): string | null {
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname;
  if (host === undefined || !(LOCAL.includes(host) || hosts.includes(host)))
    return `The Host header ${JSON.stringify(headers.host ?? null)} is not served here. Call 127.0.0.1, or name the host in MCP_HOSTS.`;
  const { origin } = headers;
  if (origin === undefined || origins.includes(origin)) return null;
  const from = URL.parse(origin);
  if (from && /^https?:$/.test(from.protocol) && LOCAL.includes(from.hostname)) return null;
  return `The origin ${JSON.stringify(origin)} may not call. Name the origin in MCP_ORIGINS.`;
}

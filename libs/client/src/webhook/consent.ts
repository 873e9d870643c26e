import { headerOf, type RequestHeaders } from './request-headers.ts';

export interface ConsentOptions {
  /** Names of senders that may deliver (`NOTIFIER_ORIGIN` of a notifier); any, unless said. */
  readonly origins?: readonly string[];
  /** Deliveries a minute that are taken; any number, unless said. */
  readonly rate?: number;
}

export interface ConsentAnswer {
  readonly status: 200 | 400 | 403;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The answer to a request for consent (CloudEvents HTTP Webhook, section 4); null for a request that is none, as its
 * method is not OPTIONS.
 */
export function consent(
  request: { readonly method?: string | undefined; readonly headers: RequestHeaders },
  { origins, rate }: ConsentOptions = {},
): ConsentAnswer | null {
  if (request.method !== 'OPTIONS') return null;
  const allow = { allow: 'POST, OPTIONS' };
  const origin = headerOf(request.headers, 'webhook-request-origin');
  if (origin === undefined || !/^[\w.:-]{1,255}$/.test(origin)) return { status: 400, headers: allow };
  if (origins && !origins.includes(origin)) return { status: 403, headers: allow };
  return {
    status: 200,
    headers: {
      ...allow,
      'webhook-allowed-origin': origin,
      'webhook-allowed-rate': rate === undefined ? '*' : String(rate),
    },
  };
}

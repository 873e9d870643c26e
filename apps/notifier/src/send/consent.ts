import { createHash, randomBytes } from 'node:crypto';
import { isTrusted } from '../address/sink-policy.ts';
import { SinkClient, type SinkAccess } from './sink-client.ts';

/** Requests a minute that deliveries ask for. */
const REQUESTED_RATE = '600';

export interface Consent {
  readonly allowed: boolean;
  /** Requests a minute that the sink takes; null for any number. */
  readonly rate: number | null;
}

export interface ConsentToken {
  readonly token: string;
  readonly hash: string;
}

/** A token for one answer, of which the hash alone is stored. */
export function newConsentToken(): ConsentToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

export interface ConsentRequest {
  readonly sink: string;
  /** Name of this sender. */
  readonly origin: string;
  /** Where consent may be given later. */
  readonly callback: string;
  readonly timeout: number;
}

/** Asks a sink for its consent (CloudEvents HTTP Webhook, section 4), unless its name is trusted. */
export async function askConsent(access: SinkAccess, asked: ConsentRequest): Promise<Consent> {
  const url = new URL(asked.sink);
  if (isTrusted(access.policy(), url)) return { allowed: true, rate: null };
  const client = new SinkClient(access, url, 1, asked.timeout);
  try {
    const { headers } = await client.request({
      url,
      method: 'OPTIONS',
      headers: {
        'webhook-request-origin': asked.origin,
        'webhook-request-rate': REQUESTED_RATE,
        'webhook-request-callback': asked.callback,
      },
      body: null,
      timeout: asked.timeout,
    });
    const allowed = [headers['webhook-allowed-origin']]
      .flat()
      .some((one) => one === '*' || one === asked.origin);
    return { allowed, rate: allowed ? rateOf([headers['webhook-allowed-rate']].flat()[0]) : null };
  } finally {
    await client.destroy();
  }
}

/** Requests a minute; null for `*`, none, or nonsense. */
export const rateOf = (text: string | undefined): number | null =>
  /^[1-9]\d{0,8}$/.test(text?.trim() ?? '') ? Number(text) : null;

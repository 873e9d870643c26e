import type { IncomingHttpHeaders } from 'node:http';
import { refusal } from './problems.ts';

/** DNS name of a sender, with an optional port. */
const ORIGIN = /^[\w.:-]{1,253}$/;
/** Requests per minute, or `*` for any rate. */
const RATE = /^(?:[1-9]\d{0,8}|\*)$/;

/**
 * Answers the handshake of CloudEvents webhooks (HTTP 1.1 Web Hooks for Event Delivery 1.0.2, section 4);
 * empty without an origin. Any sender may push at any rate, since tokens authorize and 429 limits.
 *
 * @throws ProblemError 400 for an invalid origin or rate
 */
export const allowedWebhook = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> => {
  const origin = headers['webhook-request-origin'];
  const rate = headers['webhook-request-rate'];
  if (origin === undefined) return {};
  if (typeof origin !== 'string' || !ORIGIN.test(origin)) {
    throw refusal(
      'invalid-request',
      'WebHook-Request-Origin is not the DNS name of a sender, such as events.example.com.',
    );
  }
  if (rate !== undefined && (typeof rate !== 'string' || !RATE.test(rate))) {
    const detail = 'WebHook-Request-Rate is not a whole number of requests a minute, such as 120, or *.';
    throw refusal('invalid-request', detail);
  }
  return { 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' };
};

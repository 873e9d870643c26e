import type { IncomingHttpHeaders } from 'node:http';
import { refusal } from './problems.ts';

/** A DNS name, with a port at most: what a sender calls itself. */
const ORIGIN = /^[\w.:-]{1,253}$/;
/** Requests a minute, or as many as it likes. */
const RATE = /^(?:[1-9]\d{0,8}|\*)$/;

/**
 * The answer to the handshake of CloudEvents' webhooks (HTTP 1.1 Web Hooks for Event Delivery 1.0.2, section 4). Any sender may
 * push, for it is the token that says who may, and at any rate: too much at once is 429. Empty where nobody asks.
 *
 * @throws ProblemError 400 for an origin or a rate that is none
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

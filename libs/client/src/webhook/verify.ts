import { Webhook } from 'standardwebhooks';
import { Unverified } from '../errors.ts';
import { isObject } from '../http/bounded.ts';
import type { Delivery } from '../types.ts';
import { headerOf, type RequestHeaders } from './request-headers.ts';

const SIGNED = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * The event of a delivery (Standard Webhooks), once one of the secrets has signed these very bytes, and within five
 * minutes of now. Of an event above 20,000 bytes `dataref` names the address of its data.
 *
 * @param rawBody the body as it came, before any parsing
 * @param secrets `whsec_...`; several while a secret is being rotated
 * @throws Unverified
 */
export function verify(
  rawBody: string | Uint8Array,
  headers: RequestHeaders,
  secrets: string | readonly string[],
): Delivery {
  const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
  const signed = Object.fromEntries(SIGNED.map((name) => [name, headerOf(headers, name) ?? '']));
  const event = verified(text, signed, [secrets].flat());
  if (!isEvent(event))
    throw new Unverified('the signed body is no CloudEvent: specversion, id, source, type');
  return event as unknown as Delivery;
}

function verified(text: string, signed: Record<string, string>, secrets: readonly string[]): unknown {
  let failure: unknown;
  for (const secret of secrets)
    try {
      return new Webhook(secret).verify(text, signed);
    } catch (error) {
      failure = error;
    }
  const why = failure instanceof Error ? failure.message : 'no secret was given';
  throw new Unverified(`the delivery is not verified: ${why}`, { cause: failure });
}

const isEvent = (value: unknown): boolean =>
  isObject(value) &&
  value['specversion'] === '1.0' &&
  ['id', 'source', 'type'].every((name) => typeof value[name] === 'string' && value[name] !== '');

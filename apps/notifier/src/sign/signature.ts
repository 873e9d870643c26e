import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A new secret of Standard Webhooks: 32 random bytes. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/**
 * Value of `webhook-signature` (Standard Webhooks): for each secret, newest first, HMAC-SHA256 over id, seconds
 * since 1970 and body, joined by dots. The library of Standard Webhooks takes twice the time, as its SHA-256 is
 * written in JavaScript.
 */
export function signature(
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
  secrets: readonly string[],
): string {
  const signed = `${id}.${String(timestamp)}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return signatures.join(' ');
}

import { NOTIFIER_SOURCE } from '@silkgauge/contract';
import { signature } from '../sign/signature.ts';
import type { SinkRequest } from './sink-client.ts';

/** What a subscription adds to each delivery. */
export interface SendSettings {
  readonly sink: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly authorization: string | null;
  /** Seconds. */
  readonly timeout: number;
  /** Newest first; those past their end are left out. */
  readonly secrets: readonly SigningSecret[];
}

export interface SigningSecret {
  readonly secret: string;
  /** Milliseconds since 1970; null for the newest one. */
  readonly until: number | null;
}

/** A message to send: a change, or one of the notifier's own. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly traceparent?: string | undefined;
}

/** Who sends. */
export interface Sender {
  /** Value of `webhook-request-origin`. */
  readonly origin: string;
  readonly userAgent: string;
}

/** The request of one attempt, signed at `now` (milliseconds since 1970). */
export function deliveryRequest(
  { id, body, traceparent }: Message,
  { sink, headers, authorization, timeout, secrets }: SendSettings,
  { origin, userAgent }: Sender,
  now: number,
): SinkRequest {
  const timestamp = Math.floor(now / 1_000);
  const active = secrets.filter(({ until }) => until === null || until > now).map(({ secret }) => secret);
  return {
    url: sink,
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': userAgent,
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature({ id, timestamp, body }, active),
      'webhook-request-origin': origin,
      ...(traceparent !== undefined && { traceparent }),
      ...(authorization !== null && { authorization }),
    },
    body,
    timeout: timeout * 1_000,
  };
}

/** An event of the notifier itself, in structured mode; without a time, as each attempt sends the same bytes. */
export function ownEvent(type: string, id: string, data: unknown): Message {
  const event = {
    specversion: '1.0',
    id,
    source: NOTIFIER_SOURCE,
    type,
    datacontenttype: 'application/json',
    data,
  };
  return { id: `sg_${id}`, body: JSON.stringify(event) };
}

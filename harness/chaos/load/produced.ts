import { createHash } from 'node:crypto';
import type { InputTopic } from '@silkgauge/contract';

/** Expected outcome of a record, from its producer's knowledge. */
export type Expected =
  | {
      readonly kind: 'sale';
      readonly identity: string;
      readonly series: string;
      readonly month: string;
      readonly amount: string;
      readonly quantity: string;
    }
  /** Any event but a sale; equal `content` is a repeat, other content a conflict. */
  | { readonly kind: 'fact'; readonly identity: string; readonly content: string }
  | { readonly kind: 'bad'; readonly fault: string };

/** Topics that load is made for; what is under embargo has a load of its own. */
export const GENERATED_TOPICS = [
  'platform.sales',
  'customs.figures',
  'platform.figures',
  'policy.notices',
  'newsroom.orders',
  'clock.ticks',
] as const satisfies readonly InputTopic[];
export type GeneratedTopic = (typeof GENERATED_TOPICS)[number];

/** A record to send. */
export interface Produced<Topic extends InputTopic = GeneratedTopic> {
  readonly topic: Topic;
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly expected: Expected;
}

/** Identifies a record by all its bytes. */
export function fingerprint(
  key: string,
  value: Buffer | null,
  headers: Readonly<Record<string, Buffer>>,
): string {
  const hash = createHash('sha256').update(JSON.stringify(key));
  for (const name of Object.keys(headers).sort())
    hash.update(`\n${name}=${headers[name]?.toString('base64') ?? ''}`);
  return hash
    .update(value === null ? 'none' : '\n')
    .update(value ?? '')
    .digest('base64');
}

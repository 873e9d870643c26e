import { createHash } from 'node:crypto';
import type { InputTopic } from '@silkgauge/contract';

/** What must become of a record, by what its producer knows of it. */
export type Expected =
  | {
      readonly kind: 'sale';
      readonly identity: string;
      readonly series: string;
      readonly month: string;
      readonly amount: string;
      readonly quantity: string;
    }
  /** Figures, claims, notices, statements and withdrawals; equal `content` is a repeat, other content a conflict. */
  | { readonly kind: 'fact'; readonly identity: string; readonly content: string }
  | { readonly kind: 'bad'; readonly fault: string };

/** A record as it goes to the topic. */
export interface Produced {
  readonly topic: InputTopic;
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly expected: Expected;
}

/** Tells a record by all it carries; the same bytes again are the same record. */
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

import type { KeyRecord, PolicyDocument } from '../record/shapes.ts';

/** Keys and policy as a process holds them; the clock and the environment decide what is made of them. */
export interface AccessTable {
  /** Revoked and expired keys too. */
  keyById(id: string): KeyRecord | undefined;
  /** The key that tokens of this issuer and subject stand for. */
  keyByJwt(issuer: string, subject: string): KeyRecord | undefined;
  /** What operators decided; empty before the first decision. The same object as long as it holds. */
  policy(): PolicyDocument;
  /** Seconds since the process last knew that it had all records; infinite before the first time. */
  ageSeconds(): number;
  /** Keys that are neither revoked nor expired. */
  active(): Iterable<KeyRecord>;
}

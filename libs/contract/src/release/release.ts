import { type SeriesCodes } from '../filter/table.ts';
import type { PrintStatus } from '@silkgauge/codelists';

/** What a release without `grace` has: a quarter of an hour. */
export const USUAL_GRACE = 'PT15M';

/** A print that a release promises: of any series that the filters take, of this period. */
export interface ExpectedPrint {
  /** Codes by dimension, at least one; `CN-*` for a beginning. */
  readonly series: SeriesCodes;
  readonly period: string;
  /** A print of another status does not keep the promise; null: any. */
  readonly status: PrintStatus | null;
}

/** Who is shown the figures of a release before its lifting, and from when on. */
export interface EarlyAccess {
  /** Of a person or a house; it stands once in its release. */
  readonly name: string;
  readonly role: string;
  /** Instant with offset, before that of the release. */
  readonly from: string;
  /** SHA-256 in hex of the secret that opens the preview. It is served nowhere. */
  readonly sha256: string;
}

/** A promised publication. */
export interface ReleaseSchedule {
  readonly release: string;
  /** Code of the reporter whose prints are expected. */
  readonly publisher: string;
  readonly title: string;
  /** Instant of the publication, with the offset of `zone` at it. */
  readonly at: string;
  /** Name of a zone of the IANA Time Zone Database. */
  readonly zone: string;
  /** How long after `at` the release is not late yet, in milliseconds. */
  readonly graceMs: number;
  readonly expects: readonly ExpectedPrint[];
  /** Whether prints that it expects are refused in clear until `at`: they come under embargo. */
  readonly embargo: boolean;
  readonly access: readonly EarlyAccess[];
  /** Why it was scheduled anew; null where nothing is said. */
  readonly reason: string | null;
}

import type { ExpectedPrint, ReleaseSchedule } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';

/** An accepted order of one release. Instants of this room are append times, in milliseconds since 1970. */
export type ReleaseOrder =
  | { readonly kind: 'scheduled'; readonly knownAt: number; readonly schedule: ReleaseSchedule }
  | { readonly kind: 'cancelled'; readonly knownAt: number; readonly reason: string };

/** A figure that was accepted; `withdrawnAt` is null while it stands. */
export interface ReleasePrint {
  readonly series: SeriesDimensions;
  readonly period: string;
  readonly status: NonNullable<ExpectedPrint['status']>;
  readonly knownAt: number;
  readonly withdrawnAt: number | null;
}

/** An accepted use of early access. */
export interface ReleaseOpening {
  readonly name: string;
  readonly role: string;
  readonly knownAt: number;
}

/** All that a release is worked out from. The order of prints and of ticks does not matter. */
export interface ReleaseFacts {
  /** In order of the log. */
  readonly orders: readonly ReleaseOrder[];
  readonly prints: readonly ReleasePrint[];
  /** Append times of ticks; nothing else of a tick counts. */
  readonly ticks: readonly number[];
  /** In order of the log. */
  readonly openings: readonly ReleaseOpening[];
}

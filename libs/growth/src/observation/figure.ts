import type { Absence, EvidenceKind, Measure, PrintStatus, Qualifier, Wording } from '@silkgauge/codelists';
import type { Publisher } from './publisher.ts';

/** The nine dimensions of a series, in the order of its key. */
export interface SeriesDimensions {
  readonly reporter: string;
  readonly area: string;
  readonly indicator: string;
  readonly coverage: string;
  readonly flow: string;
  readonly mode: string;
  readonly product: string;
  readonly counterpart: string;
  readonly currency: string;
}

/** Identity of a figure: CloudEvents `source` and `id`. */
export interface FigureIdentity {
  readonly source: string;
  readonly id: string;
}

/** One print of one figure, as a reporter gave it; periods normalised, everything else as printed. */
export interface Figure {
  /** `source` and `id`: the CloudEvents identity, the last step of the order of prints. */
  readonly source: string;
  readonly id: string;
  readonly measure: Measure;
  readonly period: string;
  /** `GY`, `G1`, a normalised period, `_U`; null for levels. */
  readonly comparison: string | null;
  /** The digits; null where the reporter says that there is no number. */
  readonly value: string | null;
  readonly valueHigh: string | null;
  readonly unit: string;
  readonly multiplier: string;
  readonly wording: Wording | null;
  readonly qualifier: Qualifier;
  readonly status: PrintStatus;
  /** As printed: an instant, a date, a month, a year or `_U`. */
  readonly publishedAt: string;
  readonly kind: EvidenceKind | null;
  /** Address of the document that the print was read in. */
  readonly document: string;
  /** Who printed it, where its event says so; else the document tells. */
  readonly publisher?: Publisher | undefined;
  /** A print of the same measure, series and period that this one takes the place of. */
  readonly corrects?: FigureIdentity | undefined;
  /** Why there is no number; present where `value` is null. */
  readonly absence?: Absence | undefined;
  /** What changed with this period in what the reporter counts. */
  readonly break?: string | undefined;
}

/** Exact total of a month of sales: amount, number of distinct events, sum of quantities; decimal strings. */
export interface SalesTotal {
  readonly total: string;
  readonly events: string;
  readonly units: string;
  /** Time of the latest order, `YYYY-MM-DDTHH:MM:SSZ`; null for totals stored before the time was kept. */
  readonly last: string | null;
}

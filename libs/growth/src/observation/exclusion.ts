import type { FigureIdentity } from './figure.ts';

/** Why a print has no place among the prints around it. */
export interface Exclusion {
  /** The rule whose inputs leave the print no place. */
  readonly formula: string;
  /** The events of those inputs. */
  readonly by: readonly FigureIdentity[];
  /** Number of events beyond those named; absent for none. */
  readonly more?: number;
  /** The proof as a clause, worked out from the prints. */
  readonly proof: { readonly en: string; readonly zh: string };
}

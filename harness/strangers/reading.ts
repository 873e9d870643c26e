/** What a client read of a door. */
export interface Reading {
  readonly client: string;
  readonly door: string;
  /** Rows, entries or lines that were compared. */
  readonly compared: number;
  readonly differences: readonly string[];
}

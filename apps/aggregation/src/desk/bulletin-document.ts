import type { Bulletin, Correction } from '@silkgauge/bulletin';

/** Bytes of corrections in a version; older ones stay in the versions before. */
const MOST_BYTES = 1024 * 1024;

/** A bulletin as its register keeps it: without name, version, sequence and knownAt. */
export function bulletinDocument(made: Bulletin): string {
  const {
    bulletin: _,
    version: _version,
    sequence: _sequence,
    knownAt: _knownAt,
    corrections,
    ...rest
  } = made;
  return JSON.stringify({ ...rest, corrections: newest(corrections) });
}

/** The newest corrections within `MOST_BYTES`, which a bulletin that is corrected for years exceeds. */
function newest(corrections: readonly Correction[]): readonly Correction[] {
  let bytes = 0;
  return corrections.filter((one) => (bytes += Buffer.byteLength(JSON.stringify(one))) <= MOST_BYTES);
}

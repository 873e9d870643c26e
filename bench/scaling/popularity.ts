import { murmur2 } from '../../libs/kafka/src/murmur2.ts';

export interface PopularityOptions {
  readonly series: number;
  readonly partitions: number;
  /** A series with a greater share of the events is dealt to several keys; 1 deals none. */
  readonly largestShare?: number;
  /** The share of such a key at most. */
  readonly pieceShare?: number;
}

/** What one partition is sent. */
export interface PartitionLoad {
  /** Of all events. */
  readonly share: number;
  /** Different series among `events` of them, on average. */
  distinct(events: number): number;
}

/** Series of almost equal weight are counted together; ranks below 1 / (STEP - 1) stand alone. */
const STEP = 1.05;
/** Distance of the points between which the curve of different series is drawn. */
const GRID = Math.SQRT2;
const LARGEST_BATCH = 1 << 17;

/** Hashes of the keys by rank: the same for every number of partitions. */
const hashes = new Map<number, Int32Array>();

/**
 * The benchmark's popularity, weights 1, 1/2, 1/3, ..., over partitions as the producer's hash chooses them: how uneven they come out
 * is part of what is asked.
 */
export function popularity(options: PopularityOptions): PartitionLoad[] {
  const { series, partitions } = options;
  const counts = Array.from(
    { length: partitions },
    () => new Map<number, { keys: number; weight: number }>(),
  );
  const add = (hash: number, bucket: number, weight: number) => {
    const of = counts[(hash & 0x7fffffff) % partitions]!;
    const known = of.get(bucket);
    if (known) {
      known.keys += 1;
      known.weight += weight;
    } else of.set(bucket, { keys: 1, weight });
  };
  const sum = harmonic(series);
  const hashOf = hashesOf(series);
  const place = 1 / Math.log(STEP);
  for (let rank = 1; rank <= series; rank += 1) {
    const share = 1 / rank / sum;
    const pieces = piecesOf(share, options);
    const bucket = Math.floor(Math.log(rank) * place);
    if (pieces <= 1) add(hashOf[rank - 1]!, bucket, share);
    else for (let piece = 0; piece < pieces; piece += 1) add(hashOfKey(rank, piece), bucket, share / pieces);
  }
  return counts.map((of) => partitionLoad([...of.values()]));
}

/** Keys that a series of this share is dealt to. */
export const piecesOf = (
  share: number,
  { largestShare = 1, pieceShare = largestShare }: Omit<PopularityOptions, 'series' | 'partitions'>,
): number => (share > largestShare ? Math.ceil(share / pieceShare) : 1);

/** Share of the most popular series. */
export const topShare = (series: number): number => 1 / harmonic(series);

function partitionLoad(buckets: readonly { keys: number; weight: number }[]): PartitionLoad {
  const share = buckets.reduce((sum, { weight }) => sum + weight, 0);
  const curve: number[] = [];
  for (let events = 1; events <= LARGEST_BATCH * GRID; events *= GRID) {
    // A series of share w is not among n events with (1 - w)^n.
    curve.push(
      buckets.reduce((sum, { keys, weight }) => {
        const one = Math.min(1, weight / share / keys);
        return sum + keys * -Math.expm1(events * Math.log1p(-one));
      }, 0),
    );
  }
  const distinct = (events: number): number => {
    if (events <= 1 || curve.length === 0) return events;
    const at = Math.log(events) / Math.log(GRID);
    const below = Math.min(Math.floor(at), curve.length - 2);
    const low = GRID ** below;
    const part = (events - low) / (low * GRID - low);
    return curve[below]! + part * (curve[below + 1]! - curve[below]!);
  };
  return { share, distinct };
}

function hashesOf(series: number): Int32Array {
  const known = hashes.get(series);
  if (known) return known;
  const made = new Int32Array(series);
  for (let rank = 1; rank <= series; rank += 1) made[rank - 1] = hashOfKey(rank, 0);
  hashes.set(series, made);
  return made;
}

const hashOfKey = (rank: number, piece: number): number =>
  murmur2(
    Buffer.from(
      `AMAZON.DE.SALES.OWN.X._T.product-${String(rank)}.FR.EUR${piece > 0 ? `#${String(piece)}` : ''}`,
    ),
  );

function harmonic(terms: number): number {
  let sum = 0;
  for (let term = 1; term <= terms; term += 1) sum += 1 / term;
  return sum;
}

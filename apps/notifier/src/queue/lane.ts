/** A key with a delivery that is not settled, and what waits behind that delivery. */
export interface Lane {
  readonly key: string;
  /** Sequence that is delivered next, or is under way. */
  head: number;
  /** Further sequences of the key, in order, as far as they are held in memory. */
  pending: number[];
  /** Highest admitted sequence of the key: what lies between the last of `pending` and here is in the log. */
  until: number;
  inFlight: boolean;
  /** Whether `head` is settled and the next sequence has to be read from the log. */
  isReading: boolean;
  /** Failed attempts of `head`. */
  failures: number;
  /** Milliseconds since 1970 before which there is no attempt. */
  dueAt: number;
  /** Start of the first attempt of `head`; 0 before. */
  firstAt: number;
  /** Whether all answers were refusals of this delivery: 4xx without 408, 425 and 429. */
  isRefused: boolean;
}

/** A lane as it is stored. */
export type StoredLane = readonly [
  key: string,
  head: number,
  until: number,
  failures: number,
  dueAt: number,
  firstAt: number,
  isRefused: boolean,
  isReading: boolean,
];

export const newLane = (key: string, sequence: number): Lane => ({
  ...{ key, head: sequence, pending: [], until: sequence, inFlight: false, isReading: false },
  ...{ failures: 0, dueAt: 0, firstAt: 0, isRefused: true },
});

export const storedLane = (lane: Lane): StoredLane => [
  lane.key,
  lane.head,
  lane.until,
  lane.failures,
  lane.dueAt,
  lane.firstAt,
  lane.isRefused,
  lane.isReading,
];

export const restoredLane = (stored: StoredLane): Lane => {
  const [key, head, until, failures, dueAt, firstAt, isRefused, isReading] = stored;
  return { ...newLane(key, head), until, failures, dueAt, firstAt, isRefused, isReading };
};

/** The last sequence of a lane that is held in memory. */
const lastHeld = (lane: Lane): number => lane.pending.at(-1) ?? lane.head;

/** Adds a sequence; `room` says whether one more is held in memory. Returns how many more are held. */
export function append(lane: Lane, sequence: number, room: boolean): number {
  const isRead = lane.until > lastHeld(lane);
  if (sequence > lastHeld(lane)) {
    lane.until = Math.max(lane.until, sequence);
    if (isRead || !room) return 0;
    lane.pending.push(sequence);
    return 1;
  }
  return insert(lane, sequence);
}

/** Puts a sequence before a later one, as a replay does. */
function insert(lane: Lane, sequence: number): number {
  if (lane.pending.includes(sequence) || (sequence === lane.head && !lane.isReading)) return 0;
  if (sequence < lane.head && !lane.inFlight && !lane.isReading) {
    lane.pending.unshift(lane.head);
    begin(lane, sequence);
    return 1;
  }
  const at = lane.pending.findIndex((one) => one > sequence);
  lane.pending.splice(at < 0 ? lane.pending.length : at, 0, sequence);
  return 1;
}

/** Makes a sequence the one that is delivered next. */
export function begin(lane: Lane, sequence: number): void {
  Object.assign(lane, {
    head: sequence,
    isReading: false,
    failures: 0,
    dueAt: 0,
    firstAt: 0,
    isRefused: true,
  });
}

/** A way through the log that has the versions of each key in order. */
export interface Pass {
  /** Whether its one version was asked for by itself: no newer one stands for it. */
  readonly asked?: true;
}

/** Versions of a key that wait behind its head: those that the log has behind `after`, up to `until`. */
export interface Stretch {
  after: number;
  /** A version of the key. */
  until: number;
  /** Whether `until` is the only version, so that nothing has to be read from the log. */
  isOne: boolean;
  isAsked: boolean;
}

/** A key with a delivery that is not settled, and what waits behind that delivery. */
export interface Lane {
  readonly key: string;
  /** Sequence that is delivered next, or is under way. */
  head: number;
  /** What comes behind the head, in order; older than the head where it was asked for while that was under way. */
  pending: Stretch[];
  inFlight: boolean;
  /** Whether what is delivered next has to be read from the log: the versions of the first stretch, behind `head`. */
  isReading: boolean;
  /** Whether `head` was asked for by itself. */
  isAsked: boolean;
  /** Failed attempts of `head`. */
  failures: number;
  /** Milliseconds since 1970 before which there is no attempt. */
  dueAt: number;
  /** Start of the first attempt of `head`; 0 before. */
  firstAt: number;
  /** Whether all answers were refusals of this delivery: 4xx without 408, 425 and 429. */
  isRefused: boolean;
  /** The pass that admitted last; undefined for what is new in the log. */
  pass: Pass | undefined;
  /** What it admitted. */
  admitted: number;
}

/** Stretches as they are stored, as `after` and `until`, or as one sequence that was asked for by itself. */
type StoredStretch = readonly [after: number, until: number] | number;

/** A lane as it is stored. */
export type StoredLane = readonly [
  key: string,
  head: number,
  pending: readonly StoredStretch[],
  failures: number,
  dueAt: number,
  firstAt: number,
  isRefused: boolean,
  isReading: boolean,
  isAsked: boolean,
];

/** Nothing is known of the passes before. */
const RESTORED: Pass = {};

export const newLane = (key: string, sequence: number, pass?: Pass): Lane => ({
  ...{ key, head: sequence, pending: [], inFlight: false, isReading: false, isAsked: pass?.asked === true },
  ...{ failures: 0, dueAt: 0, firstAt: 0, isRefused: true, pass, admitted: sequence },
});

/** A stretch of one version. */
export const oneOf = (sequence: number, isAsked = false): Stretch => ({
  ...{ after: sequence - 1, until: sequence, isOne: true, isAsked },
});

export const storedLane = (lane: Lane): StoredLane => [
  lane.key,
  lane.head,
  storedStretches(lane.pending),
  lane.failures,
  lane.dueAt,
  lane.firstAt,
  lane.isRefused,
  lane.isReading,
  lane.isAsked,
];

/** Stretches that follow one another are stored as one, to be read from the log again. */
function storedStretches(pending: readonly Stretch[]): StoredStretch[] {
  const stored: (number | [number, number])[] = [];
  for (const { after, until, isAsked } of pending) {
    const last = stored.at(-1);
    if (isAsked) stored.push(until);
    else if (Array.isArray(last) && last[1] === after) last[1] = until;
    else stored.push([after, until]);
  }
  return stored;
}

export const restoredLane = (stored: StoredLane): Lane => {
  const [key, head, stretches, failures, dueAt, firstAt, isRefused, isReading, isAsked] = stored;
  const pending = stretches.map((one): Stretch => {
    if (typeof one === 'number') return oneOf(one, true);
    const [after, until] = one;
    return { after, until, isOne: until - after === 1, isAsked: false };
  });
  return {
    ...newLane(key, head, RESTORED),
    ...{ pending, failures, dueAt, firstAt, isRefused, isReading, isAsked },
  };
};

/** How much of a lane may be held beside what is. */
export interface Room {
  /** Whether a version that could be read from the log again is held by itself. */
  readonly forOne: boolean;
  /** Whether there may be a stretch more. */
  readonly forStretch: boolean;
}

/** Adds a version in its place: what waits is delivered in the order of sequences. False where there is no room. */
export function add(lane: Lane, sequence: number, pass: Pass | undefined, room: Room): boolean {
  const isAsked = pass?.asked === true;
  if (sequence === lane.head && !lane.isReading) {
    lane.isAsked ||= isAsked;
    return true;
  }
  const at = placeOf(lane, sequence);
  const [before, next] = [lane.pending[at - 1], lane.pending[at]];
  if (next?.until === sequence && next.isOne) {
    next.isAsked ||= isAsked;
    return true;
  }
  // The stretch has it.
  if (next && !next.isOne && next.after < sequence) return true;
  // Versions of a key that one pass admits one after the other have none between them.
  const after = lane.pass === pass && lane.admitted < sequence ? lane.admitted : sequence - 1;
  if (!room.forOne && before?.until === after && !before.isAsked) {
    Object.assign(before, { until: sequence, isOne: false });
    return true;
  }
  if (!room.forStretch) return false;
  insert(lane, { ...oneOf(sequence, isAsked), after });
  if (lane.inFlight || (sequence > lane.head && !lane.isReading)) return true;
  if (!lane.isReading) insert(lane, oneOf(lane.head, lane.isAsked));
  goOn(lane);
  return true;
}

/** Index of the first stretch that does not end before a sequence. */
function placeOf(lane: Lane, sequence: number): number {
  const found = lane.pending.findIndex(({ until }) => until >= sequence);
  return found < 0 ? lane.pending.length : found;
}

/** Stretches have no sequence in common. */
function insert(lane: Lane, stretch: Stretch): void {
  const at = placeOf(lane, stretch.until);
  const next = lane.pending[at];
  if (next) next.after = Math.max(next.after, stretch.until);
  lane.pending.splice(at, 0, stretch);
}

/** Puts a newer version in place of all that waits and was not asked for by itself; an older one has no place. */
export function replace(lane: Lane, sequence: number): void {
  const newest = Math.max(lane.pending.at(-1)?.until ?? 0, lane.isReading ? 0 : lane.head);
  if (sequence <= newest) return;
  lane.pending = lane.pending.filter(({ isAsked }) => isAsked);
  if (!lane.inFlight && !lane.isReading && !lane.isAsked) lane.head = sequence;
  else lane.pending.push(oneOf(sequence));
  if (lane.isReading) goOn(lane);
}

/** The newest version takes the place of a head that failed, and its wait. */
export function giveWay(lane: Lane): void {
  const newest = lane.pending.findLast(({ isAsked }) => !isAsked);
  if (lane.isAsked || !newest || newest.until < lane.head) return;
  lane.pending = lane.pending.filter(({ isAsked }) => isAsked);
  lane.head = newest.until;
}

/** Goes on with what comes first of the pending; false where there is nothing. */
export function goOn(lane: Lane): boolean {
  const [first] = lane.pending;
  if (!first) return false;
  if (first.isOne) lane.pending.shift();
  Object.assign(lane, {
    ...{ head: first.isOne ? first.until : first.after, isReading: !first.isOne, isAsked: first.isAsked },
    ...{ failures: 0, dueAt: 0, firstAt: 0, isRefused: true },
  });
  return true;
}

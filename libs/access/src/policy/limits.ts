import { LIMIT_NAMES, type LimitName, shown } from '@silkgauge/contract';
import { membersOf, type AccessFaults } from '../check/faults.ts';
import { MOST_COUNTED, type Limit, type Limits } from '../record/shapes.ts';

const MIB = 1024 * 1024;
const PER_MINUTE = 60;
/** A day: a process that starts anew counts anew. */
const LONGEST_WINDOW = 86_400;

/** A limit for each name; null is none. */
export type AllLimits = Readonly<Record<LimitName, Limit | null>>;

/** What a key may do unless its record or the policy says otherwise. */
export const KEY_LIMITS: AllLimits = {
  data: { q: 1_200, w: PER_MINUTE },
  structure: { q: 1_200, w: PER_MINUTE },
  push: { q: 6_000, w: PER_MINUTE },
  'push-bytes': { q: 1_024 * MIB, w: PER_MINUTE },
  stream: { q: 50 },
  manage: { q: 300, w: PER_MINUTE },
};

/** What an address may do without a credential unless the policy says otherwise. */
export const ANONYMOUS_LIMITS: AllLimits = {
  data: { q: 600, w: PER_MINUTE },
  structure: { q: 600, w: PER_MINUTE },
  push: { q: 600, w: PER_MINUTE },
  'push-bytes': { q: 64 * MIB, w: PER_MINUTE },
  stream: { q: 10 },
  manage: null,
};

/** No limit, also in a merge patch, where null takes a member away (RFC 7396). */
const NONE = 'none';

/** The limits that a value says, each with its window in seconds; null is none, as is the word. */
export const limitsOf = (value: unknown, at: string, faults: AccessFaults): Limits => {
  const members = membersOf(value, at, LIMIT_NAMES, faults);
  const limits: Partial<Record<LimitName, Limit | null>> = {};
  for (const name of LIMIT_NAMES) {
    if (!members || !Object.hasOwn(members, name)) continue;
    const said = members[name];
    limits[name] = said === null || said === NONE ? null : limitOf(said, `${at}/${name}`, name, faults);
  }
  return limits;
};

const limitOf = (value: unknown, at: string, name: LimitName, faults: AccessFaults): Limit => {
  const isOfStreams = name === 'stream';
  const members = membersOf(value, at, isOfStreams ? ['q'] : ['q', 'w'], faults);
  if (!members) return { q: 1 };
  const q = countOf(members['q'], `${at}/q`, MOST_COUNTED, faults);
  if (isOfStreams) return { q };
  return {
    q,
    w: members['w'] === undefined ? PER_MINUTE : countOf(members['w'], `${at}/w`, LONGEST_WINDOW, faults),
  };
};

const countOf = (value: unknown, at: string, most: number, faults: AccessFaults): number => {
  if (Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most)
    return value as number;
  const must = `a whole number from 1 to ${String(most)}`;
  faults.report(
    at,
    'limit',
    `Must be ${must}, not ${shown(value)}.`,
    `Write ${must}; for no limit write "none" in place of the object.`,
  );
  return 1;
};

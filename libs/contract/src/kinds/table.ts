import { DOMAINS } from '../domains.ts';
import { alert } from './alert.ts';
import { bulletin } from './bulletin.ts';
import { claim } from './claim.ts';
import { notice } from './notice.ts';
import { release } from './release.ts';
import { state } from './state.ts';

/** The kinds of changes that readers of the log may ask for. */
export const KINDS = { state, notice, claim, alert, bulletin, release } as const;

export type ChangeKind = keyof typeof KINDS;
export const CHANGE_KINDS = Object.keys(KINDS) as readonly ChangeKind[];

/** What the stream sends unless kinds are named. */
export const STREAM_KINDS = CHANGE_KINDS.filter((kind) => KINDS[kind].isUsual);

/** Kinds of entries of registers: a version of a state has a series and a period in place of a name. */
export type RegisteredKind = Exclude<ChangeKind, 'state'>;
export const REGISTERED_KINDS = CHANGE_KINDS.filter((kind): kind is RegisteredKind => kind !== 'state');

export type OutputTopic = ReturnType<(typeof KINDS)[ChangeKind]['topicOf']>;
const topicsOf = (kind: ChangeKind): readonly OutputTopic[] => [...new Set(DOMAINS.map(KINDS[kind].topicOf))];
export const OUTPUT_TOPICS: readonly OutputTopic[] = CHANGE_KINDS.flatMap(topicsOf);

/** The topic of what has no domain; of all but states. */
export const topicOfKind = (kind: RegisteredKind): OutputTopic => KINDS[kind].topicOf(DOMAINS[0]);

/** The kind whose versions go to a topic; undefined for other topics. */
export const kindOnTopic = (topic: string): ChangeKind | undefined =>
  CHANGE_KINDS.find((kind) => topicsOf(kind).some((one) => one === topic));

/** Types of changes that a subscription may ask for. */
export type DeliveredType = (typeof KINDS)[ChangeKind]['type'];
export const DELIVERED_TYPES: readonly DeliveredType[] = CHANGE_KINDS.map((kind) => KINDS[kind].type);

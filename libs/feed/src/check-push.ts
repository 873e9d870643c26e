import {
  checkEvent,
  doorTopic,
  embargoOf,
  embargoTopic,
  EVENT_TYPES,
  JOBS_TOPIC,
  MOST_EMBARGOED_BYTES,
  typeOfFeed,
  typesOf,
  type CheckedEvent,
  type DoorTopic,
  type EventType,
  type Fault,
  type Feed,
  type TakenCode,
  type WriteRights,
} from '@silkgauge/contract';
import { isSealable } from '@silkgauge/embargo';
import { writeFaults } from '@silkgauge/access';
import { refusal } from './problems.ts';
import type { RawEvent } from './read-push.ts';

/** Event types of a feed, with their topics. */
export interface FeedDefinition {
  readonly feed: Feed;
  /** Topic of each accepted type, without the prefix. */
  readonly topics: Readonly<Partial<Record<EventType, DoorTopic>>>;
}

/** A feed of the contract. */
export const definitionOf = (feed: Feed): FeedDefinition => ({
  feed,
  topics: Object.fromEntries(typesOf(feed).map((type) => [type, doorTopic(feed, type)])),
});

/**
 * Topics without which a feed is not ready. That of jobs is none: no figure comes from it. Those of embargoes are needed
 * where there are keys.
 */
export const neededTopics = (
  definition: FeedDefinition,
  { topicPrefix, embargoKeys }: { readonly topicPrefix: string; readonly embargoKeys: unknown },
): readonly string[] => {
  const clear = Object.values(definition.topics).filter((topic) => topic !== JOBS_TOPIC);
  const held = embargoKeys === null ? [] : clear.flatMap((topic) => embargoTopic(topic) ?? []);
  return Array.from(new Set([...clear, ...held]), (topic) => topicPrefix + topic);
};

/** A checked event, and the codes that are kept in place of given ones. */
export interface PushedEvent {
  readonly event: CheckedEvent;
  readonly taken: readonly TakenCode[];
}

/**
 * Checks all events of a push, which is accepted or refused as a whole. `canSeal` is whether what is under embargo can
 * be encrypted.
 *
 * @throws ProblemError with all faults of all events: 400 if one is not a CloudEvent, else 422
 */
export const checkPush = (
  events: readonly RawEvent[],
  definition: FeedDefinition,
  canSeal: boolean,
): readonly PushedEvent[] => {
  const checked: PushedEvent[] = [];
  const errors: Fault[] = [];
  let status: 400 | 422 = 422;
  for (const [index, { value, faults }] of events.entries()) {
    const result = checkEvent(value);
    const content = result.ok ? embargoFaults(result.event, canSeal) : result.faults;
    const found = [...faults, ...content, ...typeFaults(value, definition)];
    for (const fault of found) errors.push({ index, ...fault });
    if (faults.length > 0 || (!result.ok && result.status === 400)) status = 400;
    if (result.ok && found.length === 0) checked.push({ event: result.event, taken: result.taken });
  }
  if (errors.length === 0) return checked;
  const bad = new Set(errors.map(({ index }) => index)).size;
  const detail =
    events.length === 1
      ? `The event has ${counted(errors.length, 'fault')}.`
      : `${String(bad)} of ${String(events.length)} events have ${counted(errors.length, 'fault')}; nothing was taken.`;
  throw refusal(status === 400 ? 'not-a-cloudevent' : 'invalid-event', detail, errors);
};

/** Holds checked events to what their sender may write; null is everything. @throws ProblemError 403 with all faults */
export const requireRights = (events: readonly PushedEvent[], write: WriteRights | null): void => {
  if (write === null) return;
  const errors = events.flatMap(({ event }, index) =>
    writeFaults(write, event).map((fault) => ({ index, ...fault })),
  );
  if (errors.length > 0) throw refusal('forbidden', 'The key may not write this; nothing was taken.', errors);
};

/** Faults of an event under embargo that cannot be encrypted: it is never taken in clear. */
const embargoFaults = (event: CheckedEvent, canSeal: boolean): Fault[] => {
  if (!embargoOf(event)) return [];
  const pointer = '/data/embargo';
  if (!canSeal) {
    const message = 'This door has no keys to encrypt what is under embargo (EMBARGO_KEYS).';
    const fix = 'Push it where there are keys, or without an embargo once it is public.';
    return [{ pointer, rule: 'embargo-unavailable', message, fix }];
  }
  if (isSealable(event)) return [];
  const most = String(MOST_EMBARGOED_BYTES);
  const message = `The event has more than ${most} bytes, too many under embargo.`;
  return [{ pointer, rule: 'embargo-size', message, fix: `Write an event of at most ${most} bytes.` }];
};

/** Fault of a known type that another feed takes, or none. */
const typeFaults = (value: unknown, { feed, topics }: FeedDefinition): Fault[] => {
  const type = (value as { type?: unknown } | null)?.type as EventType;
  return !EVENT_TYPES.includes(type) || topics[type] !== undefined ? [] : [typeOfFeed(type, feed)];
};

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

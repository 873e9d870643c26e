import {
  DEFAULT_LIMITS,
  embargoOf,
  INPUT_TOPICS,
  type Feed,
  type Fault,
  type InputTopic,
  type WriteRights,
} from '@silkgauge/contract';
import {
  checkPush,
  definitionOf,
  modeOf,
  readPush,
  refusal,
  requireRights,
  type Push,
} from '@silkgauge/feed';
import type { PlacedEvents } from '@silkgauge/rehearsal';

/** A push as its door would get it, and what its sender may write; null is everything. */
export interface RehearsedRequest {
  readonly feed: Feed;
  readonly push: Push;
  readonly write: WriteRights | null;
}

/**
 * Reads and checks a push as its door does.
 *
 * @throws ProblemError with what the door would say: 400, 403, 413, 415, 422; 422 too for sales and reports of jobs,
 *   and 415 for lines
 */
export function readRehearsal({ feed, push, write }: RehearsedRequest): PlacedEvents {
  const mode = modeOf(push);
  if (mode === 'lines')
    throw refusal(
      'unsupported-media-type',
      'Lines are taken one by one at the door. Rehearse a batch of them.',
    );
  const definition = definitionOf(feed);
  const events = checkPush(readPush(mode, push, DEFAULT_LIMITS), definition, true);
  requireRights(events, write);
  const faults = events.flatMap(({ event }, index): Fault[] => {
    if (embargoOf(event)) return [{ index, ...HELD_BACK }];
    return isRehearsed(definition.topics[event.type]) ? [] : [{ index, ...notRehearsed(event.type) }];
  });
  if (faults.length > 0)
    throw refusal('invalid-event', 'The push has events that are not rehearsed.', faults);
  return {
    events: events.map(({ event }) => event),
    topics: events.map(({ event: { type } }) => definition.topics[type] as InputTopic),
    write,
  };
}

const isRehearsed = (topic: string | undefined): boolean =>
  topic !== 'platform.sales' && INPUT_TOPICS.some((name) => name === topic);

const HELD_BACK = {
  pointer: '/data/embargo',
  rule: 'not-rehearsed',
  message: 'What is under embargo changes nothing before its lifting.',
  fix: 'Leave the embargo out to see what the event would change if it came now; nothing is kept of a rehearsal.',
} as const;

const notRehearsed = (type: string) =>
  ({
    pointer: '/type',
    rule: 'not-rehearsed',
    message: `${type} is not rehearsed: sales are folded into months, and reports of jobs change no figure.`,
    fix: 'Leave it out.',
  }) as const;

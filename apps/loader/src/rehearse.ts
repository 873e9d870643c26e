import { DEFAULT_LIMITS, type Feed, type Problem, type Rehearsal } from '@silkgauge/contract';
import type { Refusal } from './deliver.ts';
import { postOnce, type DoorOptions } from './door.ts';
import { readEvents } from './event-file.ts';
import { LoaderError } from './errors.ts';
import type { Outgoing } from './outgoing.ts';

export interface RehearseOptions {
  /** Address of growth-api. */
  readonly api: string;
  readonly door: Pick<DoorOptions, 'token' | 'timeout'>;
  readonly feed: Feed | undefined;
  /** Gets the lines that no door takes. */
  readonly refuse: (refusal: Refusal) => void;
}

/** What the events of a file that go to one door would do, or why that door would refuse them. */
export type DoorRehearsal = {
  readonly feed: Feed;
  readonly events: readonly Outgoing[];
  /** The doors that other events of the file go to, of which this knows nothing. */
  readonly without: readonly Feed[];
} & ({ readonly rehearsal: Rehearsal } | { readonly problem: Problem });

/**
 * Rehearses the events of a file, those of each door as one push by itself, from what is known now: between doors a push
 * has no order.
 * @throws LoaderError `data` for a file that cannot be read, `usage` for more events than a batch has, `no-answer`
 */
export async function* rehearseFile(path: string, options: RehearseOptions): AsyncGenerator<DoorRehearsal> {
  const byFeed = new Map<Feed, Outgoing[]>();
  for await (const events of readEvents(path, options.feed, options.refuse))
    for (const event of events) {
      const ofFeed = byFeed.get(event.feed) ?? [];
      byFeed.set(event.feed, ofFeed);
      ofFeed.push(event);
      if (ofFeed.length > DEFAULT_LIMITS.batchEvents) throw tooMany(path, event.feed);
    }
  for (const [feed, events] of byFeed) {
    const without = [...byFeed.keys()].filter((other) => other !== feed);
    yield { feed, events, without, ...(await rehearse(feed, events, options)) };
  }
}

async function rehearse(
  feed: Feed,
  events: readonly Outgoing[],
  { api, door }: RehearseOptions,
): Promise<{ readonly rehearsal: Rehearsal } | { readonly problem: Problem }> {
  const url = `${api}/v1/rehearsals?feed=${feed}`;
  const { status, body } = await postOnce(url, events, door);
  if (status === 200) return { rehearsal: JSON.parse(body) as Rehearsal };
  const problem = problemIn(body);
  if (problem && (status === 422 || status === 413 || status === 400)) return { problem };
  const why = problem?.detail ?? body.slice(0, 200);
  throw new LoaderError('no-answer', `${url} answered ${String(status)}: ${why}`);
}

function problemIn(body: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && 'status' in value ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}

const tooMany = (path: string, feed: Feed): LoaderError =>
  new LoaderError(
    'usage',
    `${path} has more than ${String(DEFAULT_LIMITS.batchEvents)} events for ${feed}, which is what a rehearsal takes. Rehearse a part of it.`,
  );

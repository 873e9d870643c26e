import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { STANDS_AFTER } from '../standing.ts';
import { LiveChanges, type Live, type EventStream } from './live.ts';
import { ofNotices, Rereader, takeStates } from './live-cache.ts';

const later = (work: () => void, milliseconds: number): void => void setTimeout(work, milliseconds);

const changes = new LiveChanges({
  open: (path) => new EventSource(path) as unknown as EventStream,
  now: () => Date.now(),
  later,
});

/** What is made of many states is read anew at most so often while changes come, in milliseconds. */
const SUMMARIES_EVERY = 3_000;
const SUMMARIES = ['availability', 'revisions', 'index', 'notices'];

/** Reads summaries anew some time after the first change that they do not know of. */
function summariesOf(client: QueryClient): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      for (const kind of SUMMARIES)
        void client.invalidateQueries({ queryKey: [kind] }, { cancelRefetch: false });
    }, SUMMARIES_EVERY);
  };
}

/** Follows the change log as long as the page is open, and keeps what is shown up to date. */
export function useFollowing(): void {
  const client = useQueryClient();
  useEffect(() => {
    const readSummaries = summariesOf(client);
    const reread = (queryKey: QueryKey): void =>
      void client.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
    const lists = new Rereader(reread, later);
    changes.onStates = (states) => {
      lists.take(takeStates(client, states));
      readSummaries();
    };
    changes.onNotice = () => {
      lists.take(ofNotices(client));
      readSummaries();
    };
    changes.onGap = () => void client.invalidateQueries({}, { cancelRefetch: false });
    // What was read in the moment before the stream stood is read anew, when nobody waits for the page any more.
    changes.onStanding = () => {
      const early = client.getQueryCache().getAll();
      later(() => {
        for (const { queryKey } of early) reread(queryKey);
      }, STANDS_AFTER);
    };
    changes.start();
    return () => changes.stop();
  }, [client]);
}

/** Keys of states that changed just now. */
export const useFlashing = (): ReadonlySet<string> =>
  useSyncExternalStore(changes.subscribe, () => changes.snapshot().flashing);

export function useLive(): Live & Pick<LiveChanges, 'pause' | 'resume' | 'dismiss'> {
  const live = useSyncExternalStore(changes.subscribe, changes.snapshot);
  return {
    ...live,
    pause: () => changes.pause(),
    resume: () => changes.resume(),
    dismiss: () => changes.dismiss(),
  };
}

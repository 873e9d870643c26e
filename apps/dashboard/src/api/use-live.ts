import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { STANDS_AFTER } from '../settled.ts';
import { useCredential } from './credential.ts';
import { openStream } from './event-stream.ts';
import { LiveChanges, type Live } from './live.ts';
import { ofNotices, ofReleases, Rereader, takeStates } from './live-cache.ts';

const later = (work: () => void, milliseconds: number): void => void setTimeout(work, milliseconds);

const changes = new LiveChanges({
  open: (path) => openStream(path),
  now: () => Date.now(),
  later,
});

/** Milliseconds between two refetches of queries that aggregate many states. */
const SUMMARIES_EVERY = 3_000;
/** Milliseconds between two refetches of the releases of a series, up to `MOST_RELEASES` calls each. */
const RELEASES_EVERY = 10_000;
const SUMMARIES = ['availability', 'revisions', 'index', 'notices', 'said'];

/** Returns a function that schedules one refetch of the summaries, unless one is due already. */
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

/** Follows the change log while the page is open and may read, and keeps cached answers up to date. */
export function useFollowing(): void {
  const client = useQueryClient();
  const { key, refusal } = useCredential();
  const isLetIn = refusal === null;
  useEffect(() => {
    if (!isLetIn) return undefined;
    const readSummaries = summariesOf(client);
    const reread = (queryKey: QueryKey): void =>
      void client.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
    const lists = new Rereader(reread, later);
    const releases = new Rereader(reread, later, RELEASES_EVERY);
    changes.onStates = (states) => {
      lists.take(takeStates(client, states));
      releases.take(ofReleases(client, states));
      readSummaries();
    };
    changes.onNotice = () => {
      lists.take(ofNotices(client));
      readSummaries();
    };
    changes.onClaim = readSummaries;
    changes.onBack = () =>
      void client.refetchQueries({ predicate: ({ state }) => state.fetchFailureCount > 0 });
    changes.onGap = () => void client.invalidateQueries({}, { cancelRefetch: false });
    // Answers from before the open stream may lack a change; their refetch waits for the settled page.
    changes.onFirstOpen = () => {
      const early = client.getQueryCache().getAll();
      later(() => {
        for (const { queryKey } of early) reread(queryKey);
      }, STANDS_AFTER);
    };
    changes.start();
    return () => changes.stop();
  }, [client, key, isLetIn]);
}

const flashing = (): ReadonlySet<string> => changes.snapshot().flashing;

/** Keys of the states that the last update of the page changed. */
export const useFlashing = (): ReadonlySet<string> =>
  useSyncExternalStore(changes.subscribe, flashing, flashing);

export function useLive(): Live & Pick<LiveChanges, 'pause' | 'resume' | 'dismiss'> {
  const live = useSyncExternalStore(changes.subscribe, changes.snapshot, changes.snapshot);
  return {
    ...live,
    pause: () => changes.pause(),
    resume: () => changes.resume(),
    dismiss: () => changes.dismiss(),
  };
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { LiveChanges, type Live, type Source } from './live.ts';
import { takeStates } from './live-cache.ts';

const changes = new LiveChanges({
  open: (path) => new EventSource(path) as unknown as Source,
  now: () => Date.now(),
  later: (work, milliseconds) => {
    setTimeout(work, milliseconds);
  },
});

/** Follows the change log as long as the page is open, and keeps what is shown up to date. */
export function useFollowing(): void {
  const client = useQueryClient();
  useEffect(() => {
    changes.onStates = (states) => {
      takeStates(client, states);
    };
    changes.onGap = () => void client.invalidateQueries({}, { cancelRefetch: false });
    changes.start();
    return () => {
      changes.stop();
    };
  }, [client]);
}

export function useLive(): Live & Pick<LiveChanges, 'pause' | 'resume' | 'dismiss'> {
  const live = useSyncExternalStore(changes.subscribe, changes.snapshot);
  return {
    ...live,
    pause: () => {
      changes.pause();
    },
    resume: () => {
      changes.resume();
    },
    dismiss: () => {
      changes.dismiss();
    },
  };
}

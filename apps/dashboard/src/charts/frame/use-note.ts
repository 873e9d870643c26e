import { useEffect, useRef, useState } from 'react';

/** Milliseconds that a note stays open without a pointer, so that the pointer can reach the note. */
const GRACE = 220;

/** The mark whose note is open. Escape closes the note. */
export function useNote() {
  const [id, setId] = useState<string | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout> | null>(null);
  const stay = () => {
    if (leaving.current) clearTimeout(leaving.current);
    leaving.current = null;
  };
  useEffect(
    () => () => {
      if (leaving.current) clearTimeout(leaving.current);
    },
    [],
  );
  useEffect(() => {
    if (id === null) return;
    const dismiss = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // The first Escape closes the note alone, no element around the chart.
      event.stopPropagation();
      setId(null);
    };
    document.addEventListener('keydown', dismiss, true);
    return () => document.removeEventListener('keydown', dismiss, true);
  }, [id]);
  return {
    /** Null: no note is open. */
    id,
    /** Cancels a pending `leave`. */
    stay,
    show: (shown: string) => {
      stay();
      setId(shown);
    },
    /** Closes the note after `GRACE`; repeated calls do not extend the time. */
    leave: () => {
      leaving.current ??= setTimeout(() => {
        leaving.current = null;
        setId(null);
      }, GRACE);
    },
  };
}

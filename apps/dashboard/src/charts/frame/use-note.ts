import { useEffect, useRef, useState } from 'react';

/** A note stays for this long after the pointer has left its mark, in milliseconds, so that the pointer can reach the note. */
const GRACE = 220;

/** Which mark of a chart has its note shown. Escape closes the note. */
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
      // The first Escape closes the note only, not what the chart stands in.
      event.stopPropagation();
      setId(null);
    };
    document.addEventListener('keydown', dismiss, true);
    return () => document.removeEventListener('keydown', dismiss, true);
  }, [id]);
  return {
    /** The mark that has a note; null: none. */
    id,
    /** Keeps the note while the pointer is on it. */
    stay,
    show: (shown: string) => {
      stay();
      setId(shown);
    },
    /** Closes the note after a moment, however often it is called meanwhile. */
    leave: () => {
      leaving.current ??= setTimeout(() => {
        leaving.current = null;
        setId(null);
      }, GRACE);
    },
  };
}

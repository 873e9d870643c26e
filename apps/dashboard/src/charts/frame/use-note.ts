import { useEffect, useRef, useState } from 'react';

/** A note stays for this long after the pointer has left its mark, in milliseconds, so that the pointer can reach the note. */
const GRACE = 220;

export interface Note {
  /** The mark that has a note; null: none. */
  readonly id: string | null;
  /** Shows the note of a mark. */
  readonly show: (id: string) => void;
  /** Keeps the note while the pointer is on it. */
  readonly stay: () => void;
  /** Closes the note after a moment, however often it is called meanwhile. */
  readonly leave: () => void;
}

/** Which mark of a chart has its note shown. Escape closes the note. */
export function useNote(): Note {
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
    id,
    stay,
    show: (shown) => {
      stay();
      setId(shown);
    },
    leave: () => {
      leaving.current ??= setTimeout(() => {
        leaving.current = null;
        setId(null);
      }, GRACE);
    },
  };
}

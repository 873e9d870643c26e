import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

export interface Menu {
  readonly isOpen: boolean;
  /** What closes the menu when something outside it is pressed. */
  readonly room: RefObject<HTMLDivElement | null>;
  /** What has the focus once the menu is closed. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly toggle: () => void;
  readonly close: () => void;
  /** Escape closes the menu, and nothing that the menu stands in. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** A menu below its button. */
export function useMenu(): Menu {
  const room = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !room.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return {
    ...{ isOpen, room, button, close },
    toggle: () => setOpen(!isOpen),
    onKeyDown: (event) => {
      if (event.key !== 'Escape' || !isOpen) return;
      event.stopPropagation();
      close();
    },
  };
}

import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

export function useMenu() {
  /** A press outside this element closes the menu. */
  const room = useRef<HTMLDivElement>(null);
  /** The element with the focus after the menu is closed. */
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
    /** Escape closes the menu alone, no element around. */
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isOpen) return;
      event.stopPropagation();
      close();
    },
  };
}

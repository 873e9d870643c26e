import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

/** A menu below its button. */
export function useMenu() {
  /** What closes the menu when something outside it is pressed. */
  const room = useRef<HTMLDivElement>(null);
  /** What has the focus once the menu is closed. */
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
    /** Escape closes the menu, and nothing that the menu stands in. */
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isOpen) return;
      event.stopPropagation();
      close();
    },
  };
}

import type { ReactNode } from 'react';
import { explain } from '../address/use-address.ts';

interface ExplainsProps {
  /** `<series key>/<period>`. */
  readonly figure: string;
  readonly className?: string;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A button that opens the drawer. */
export function Explains({ figure, className = 'plain', label, children }: ExplainsProps) {
  return (
    <button type="button" className={className} aria-label={label} onClick={() => explain(figure)}>
      {children}
    </button>
  );
}

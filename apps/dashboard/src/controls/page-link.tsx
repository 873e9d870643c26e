import type { MouseEvent, ReactNode } from 'react';
import { writeAddress, type Address } from '../address/address.ts';
import { go, useAddress } from '../address/use-address.ts';

interface PageLinkProps {
  /** Changes of the present address. */
  readonly to: Partial<Address>;
  readonly isCurrent?: boolean;
  /** Called after this page has changed. */
  readonly then?: () => void;
  readonly children: ReactNode;
}

/** A link within the page: the browser can open the address apart, a plain click changes this page. */
export function PageLink({ to, isCurrent = false, then, children }: PageLinkProps) {
  const { address } = useAddress();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
    then?.();
  };
  return (
    <a
      href={writeAddress({ ...address, ...to })}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={follow}
    >
      {children}
    </a>
  );
}

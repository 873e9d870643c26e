import type { Report } from '../fault.ts';

/** Reports a member that asks for an embargo, which nothing here keeps: it is refused, never taken in clear. */
export function reportEmbargo(pointer: string, report: Report): void {
  const message = 'Embargoes are not taken: nothing here is held back, and nobody is shown it before.';
  const fix = 'Leave the member out, and send what is under embargo once it is lifted.';
  report(pointer, 'embargo-unavailable', message, fix);
}

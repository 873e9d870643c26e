import type { AnyCall } from '@silkgauge/contract';

/** The methods of a path, as the header Allow has them. */
export function allowedMethods(calls: Readonly<Record<string, AnyCall>>, path: string): string {
  const declared = Object.values(calls).flatMap((call) => (call.path === path ? [call.method] : []));
  return [...declared, 'HEAD', 'OPTIONS'].sort().join(', ');
}

import type { SplitMix64 } from '../../bench/workload/split-mix.ts';

export function pick<T>(from: readonly T[], random: SplitMix64): T {
  return from[random.below(from.length)] as T;
}

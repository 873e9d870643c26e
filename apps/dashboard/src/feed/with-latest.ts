import type { GrowthState } from '@silkgauge/contract';
import type { Change } from '../api/live.ts';

/** Merges changes of the stream (newest first) and the log (oldest first): newest first, each once. */
export function withLatest(live: readonly Change[], latest: readonly GrowthState[]): readonly Change[] {
  const heard = new Set(live.map(({ state }) => state.sequence));
  const unheard = latest
    .filter(({ sequence }) => !heard.has(sequence))
    .map((state): Change => ({ state, at: Date.parse(state.knownAt), fromLog: true }));
  if (unheard.length === 0) return live;
  return [...live, ...unheard].sort((a, b) => compareSequences(b.state.sequence, a.state.sequence));
}

/** Compares integers as text without leading zeros. */
function compareSequences(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

import type { WorldReader } from './read-telling.ts';

/** Answers that are kept, the newest ones: evidence of a state has some ten kilobytes. */
const MOST_KEPT = 200;

/** Reads the same as `reader`, what was asked before but once. A state is known by the list of its series, too. */
export function readOnce(reader: WorldReader, most = MOST_KEPT): WorldReader {
  const kept = new Map<string, Promise<unknown>>();
  const once =
    <Asked extends readonly unknown[], Found>(part: string, read: (...asked: Asked) => Promise<Found>) =>
    (...asked: Asked): Promise<Found> => {
      const name = nameOf(part, asked);
      const found = (kept.get(name) as Promise<Found> | undefined) ?? read(...asked);
      kept.delete(name);
      kept.set(name, found);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return found;
    };
  const periods = once('periods', reader.periods);
  return {
    state: once('state', async (key) => {
      const series = key.slice(0, key.indexOf('/'));
      if (!kept.has(nameOf('periods', [series]))) return reader.state(key);
      const listed = (await periods(series)).find((state) => state.key === key);
      // A long list ends with the oldest periods left out.
      return listed ?? reader.state(key);
    }),
    states: once('states', reader.states),
    periods,
    evidence: once('evidence', reader.evidence),
    before: once('before', reader.before),
    claim: once('claim', reader.claim),
    statement: once('statement', reader.statement),
    notice: once('notice', reader.notice),
    name: reader.name,
  };
}

const nameOf = (part: string, asked: readonly unknown[]): string => `${part} ${JSON.stringify(asked)}`;

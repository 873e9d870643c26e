import { Newest } from './newest.ts';
import type { WorldReader } from './read-telling.ts';

/** Answers that are kept, the newest ones: evidence of a state has some ten kilobytes. */
const MOST_KEPT = 200;
/** Lists that are kept: one may have thousands of states. */
const MOST_LISTS = 5;

/** Reads the same as `reader`, what was asked before but once. A state is known by the list of its series, too. */
export function readOnce(reader: WorldReader, most = MOST_KEPT): WorldReader {
  const answers = new Newest<unknown>(most);
  const lists = new Newest<unknown>(MOST_LISTS);
  const once =
    <Asked extends readonly unknown[], Found>(
      part: string,
      read: (...asked: Asked) => Promise<Found>,
      kept = answers,
    ) =>
    (...asked: Asked): Promise<Found> =>
      kept.of(nameOf(part, asked), () => read(...asked)) as Promise<Found>;
  const periods = once('periods', reader.periods, lists);
  return {
    state: once('state', async (key) => {
      const series = key.slice(0, key.indexOf('/'));
      if (!lists.has(nameOf('periods', [series]))) return reader.state(key);
      const listed = (await periods(series)).find((state) => state.key === key);
      // A long list ends with the oldest periods left out.
      return listed ?? reader.state(key);
    }),
    states: once('states', reader.states, lists),
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

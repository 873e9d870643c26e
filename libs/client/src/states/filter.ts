import type { Filter } from '../http/ask.ts';
import type { GrowthState } from '../types.ts';

/** Filters that a state leaves by a new version, which then would not come: what was kept would be stale. */
const LEAVABLE = ['verdict', 'flag', 'reason', 'release', 'notice'];
/** What is no filter. */
const PLACES = ['asOf', 'publishedBy', 'kinds', 'after', 'since', 'latest', 'cursor', 'limit', 'sort'];

/** What a state of a topic is known by without the registers of growth-api. */
export const TOPIC_FILTERS: readonly string[] = [
  ...['reporter', 'area', 'indicator', 'coverage', 'flow', 'mode', 'product', 'counterpart', 'currency'],
  'period',
];

/** @throws TypeError for what states cannot be followed by */
export function checkFilter(filter: Filter, isByTopic: boolean): void {
  for (const name of Object.keys(filter)) {
    if (LEAVABLE.includes(name))
      throw new TypeError(`filter ${name}: a state leaves it by a new version; look at each state instead`);
    if (PLACES.includes(name)) throw new TypeError(`${name} is no filter: leave it out`);
    if (isByTopic && !TOPIC_FILTERS.includes(name))
      throw new TypeError(
        `a topic is filtered by ${TOPIC_FILTERS.join(', ')}, not by ${name}: follow over HTTP`,
      );
  }
}

/** Whether a state passes: codes of its series and its period, several by comma, `CN-*` for all that begin so. */
export function topicFilter(filter: Filter): (state: GrowthState) => boolean {
  const tests = Object.entries(filter).map(([name, said]) => {
    const codes = (typeof said === 'string' ? said.split(',') : said).map((code) => code.trim());
    return { name, codes };
  });
  return ({ period, series }) => {
    const known: Readonly<Record<string, string>> = { ...series, period };
    const isOne = (value: string, code: string) =>
      code.endsWith('*') ? value.startsWith(code.slice(0, -1)) : value === code;
    return tests.every(({ name, codes }) => codes.some((code) => isOne(known[name] ?? '', code)));
  };
}

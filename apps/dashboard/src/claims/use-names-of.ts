import { useQueries } from '@tanstack/react-query';
import type { ListedCode, Page } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import { getJson, path } from '../api/client.ts';
import { SUBJECT, type Names } from '../words/series-names.ts';

/** Codes looked up for one list, each by a call of its own. */
const MOST_CODES = 40;

/** The names that are known, with those of codes that no figure has: `/v1/codes` has all of a register. */
export function useNamesOf(series: readonly SeriesDimensions[], known: Names): Names {
  return useQueries({
    queries: unnamedIn(series, known).map(([dimension, code]) => {
      const call = path(`/v1/codes/${dimension}`, `q=${encodeURIComponent(code)}`, 'limit=1000');
      return {
        queryKey: ['codes', call],
        queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Names> => {
          const { items } = await getJson<Page<ListedCode>>(call, signal);
          const names = items.find((listed) => listed.code === code)?.names;
          return names ? { [`${dimension} ${code}`]: names } : {};
        },
        staleTime: Infinity,
      };
    }),
    combine: (answers) => Object.assign({}, known, ...answers.map(({ data }) => data)) as Names,
  });
}

/** Codes of subjects without a name, by dimension; none before any name is known. What begins with an underscore is no code. */
export function unnamedIn(
  series: readonly SeriesDimensions[],
  known: Names,
): readonly (readonly [dimension: string, code: string])[] {
  if (Object.keys(known).length === 0) return [];
  const places = series.flatMap((one) => SUBJECT.map((dimension) => `${dimension} ${one[dimension]}`));
  return [...new Set(places)]
    .filter((place) => !(place in known) && !/ _[TZU]$/.test(place))
    .slice(0, MOST_CODES)
    .map((place) => {
      const [dimension = '', code = ''] = place.split(' ');
      return [dimension, code] as const;
    });
}

/** Hints by parameter name of other APIs; a hint is undefined if the call lacks the parameter meant. */
const ELSEWHERE: Readonly<Record<string, (known: readonly string[], given: unknown) => string | undefined>> =
  {
    ...pages(['page', 'offset', 'start', 'skip', 'pageToken']),
    ...named(['size', 'count', 'top', 'rows', 'perPage', 'per_page', 'pageSize', 'page_size'], 'limit'),
    ...named(['since'], 'from', 'it takes a period.'),
    ...named(['until'], 'to', 'it takes a period.'),
    ...named(['fields', 'select', 'cols'], 'columns'),
    ...named(['language', 'locale'], 'lang'),
    ...named(['country'], 'area'),
    ...named(['commodity', 'category'], 'product'),
    ...named(['partner'], 'counterpart'),
    ...named(['time', 'date', 'year', 'month'], 'period'),
    format: (known, given) =>
      known.includes('area') && String(given).toLowerCase() === 'csv'
        ? 'a table of the same filters is served at /v1/growth.csv.'
        : undefined,
    ...atPath(
      ['key', 'series', 'seriesKey'],
      'filter by its dimensions, or take one state from /v1/growth/{series key}/{period}.',
    ),
  };

/** Hint for an unknown parameter; undefined if none is likely. */
export function meantElsewhere(
  parameter: string,
  given: unknown,
  known: readonly string[],
): string | undefined {
  return Object.hasOwn(ELSEWHERE, parameter) ? ELSEWHERE[parameter]?.(known, given) : undefined;
}

type Hints = typeof ELSEWHERE;

function named(names: readonly string[], here: string, how = ''): Hints {
  const hint = how === '' ? `did you mean ${here}?` : `did you mean ${here}? ${how}`;
  return Object.fromEntries(
    names.map((name) => [name, (known: readonly string[]) => (known.includes(here) ? hint : undefined)]),
  );
}

/** The place in the change log is `after`; tables have no pages. */
function pages(names: readonly string[]): Hints {
  const hint = (known: readonly string[]) => {
    if (known.includes('cursor')) return 'did you mean cursor? it is "next" of the page before.';
    if (known.includes('after')) return 'did you mean after? the answer goes on behind that sequence.';
    return known.includes('area')
      ? 'the answer has no pages; lists, such as /v1/growth, have a cursor.'
      : undefined;
  };
  return Object.fromEntries(names.map((name) => [name, hint]));
}

function atPath(names: readonly string[], hint: string): Hints {
  return Object.fromEntries(
    names.map((name) => [name, (known: readonly string[]) => (known.includes('area') ? hint : undefined)]),
  );
}

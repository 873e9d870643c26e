import { COLUMNS } from './columns.ts';

const named = (names: readonly string[]) => [...names].sort();

describe('the columns of a state', () => {
  it('have one name each', () => {
    const names = COLUMNS.map(({ name }) => name);
    expect(names).toHaveLength(new Set(names).size);
  });

  it('have one place each in the view for clients of SQL, without gaps', () => {
    const places = COLUMNS.flatMap(({ sql = [] }) => sql).map(({ place }) => place);
    expect(places.sort((a, b) => a - b)).toEqual(places.map((_, at) => at));
  });

  it('are described in two languages', () => {
    const told = COLUMNS.flatMap(({ name, titles, description }) =>
      [titles.en, titles.zh, description.en, description.zh].every((text) => text !== '') ? [name] : [],
    );
    expect(named(told)).toEqual(named(COLUMNS.map(({ name }) => name)));
  });
});

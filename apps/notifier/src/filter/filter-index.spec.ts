import { DIMENSIONS } from '@silkgauge/contract';
import fc from 'fast-check';
import { changeOf, filtersOf } from './filter.fixture.ts';
import { FilterIndex, isMatch, type Filtered } from './filter-index.ts';

const TYPES = ['silkgauge.growth.updated.v1', 'silkgauge.claim.updated.v1'];
const codes = fc.constantFrom('CN', 'CN-HA', 'GB');
const names = fc.constantFrom(...DIMENSIONS.slice(0, 3), 'period', 'reason');
const texts = fc.dictionary(names, codes, { minKeys: 1, maxKeys: 3 });

const { filter } = fc.letrec<{ filter: unknown; list: unknown }>((tie) => ({
  list: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
  filter: fc.oneof(
    { maxDepth: 3 },
    texts.map((exact) => ({ exact })),
    texts.map((prefix) => ({ prefix })),
    tie('filter').map((not) => ({ not })),
    tie('list').map((all) => ({ all })),
    tie('list').map((any) => ({ any })),
  ),
}));

const subscriber = fc
  .record({
    types: fc.subarray(TYPES, { minLength: 1 }),
    filters: fc.array(filter, { maxLength: 3 }),
  })
  .map(({ types, filters }): Filtered => ({
    types,
    filters: filtersOf(...(filters.length > 0 ? filters : [{ not: { exact: { id: 'x' } } }])),
  }));

const change = fc
  .tuple(fc.constantFrom(...TYPES), fc.dictionary(names, codes))
  .map(([type, attributes]) => changeOf({ ...attributes, type }));

it('an index finds the subscribers that evaluation one by one finds, whatever was added and removed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(subscriber, fc.boolean()), { maxLength: 12 }),
      fc.array(change, { minLength: 1, maxLength: 8 }),
      (subscribers, changes) => {
        const index = new FilterIndex<Filtered>();
        for (const [one] of subscribers) index.add(one);
        for (const [one, stays] of subscribers) {
          if (stays) continue;
          index.delete(one);
          // One that was disabled is removed later.
          index.delete(one);
        }
        const present = subscribers.filter(([, stays]) => stays).map(([one]) => one);
        for (const one of changes)
          expect(index.matching(one)).toEqual(new Set(present.filter((each) => isMatch(each, one))));
      },
    ),
    { numRuns: 500 },
  );
});

it('an index looks at nothing but the type of a change that no subscriber wants', () => {
  const index = new FilterIndex<Filtered>();
  const wanted = { types: TYPES, filters: filtersOf({ exact: { area: 'CN' } }) };
  const claims = { types: [TYPES[1]!], filters: filtersOf({ not: { exact: { area: 'GB' } } }) };
  for (const one of [wanted, claims]) index.add(one);
  index.delete(wanted);
  const asked: string[] = [];
  const change = (type: string) => ({
    attribute: (name: string) => {
      asked.push(name);
      return name === 'type' ? type : 'CN';
    },
    state: undefined,
  });
  expect(index.matching(change(TYPES[0]!))).toEqual(new Set());
  expect(asked).toEqual(['type']);
  expect(index.matching(change(TYPES[1]!))).toEqual(new Set([claims]));
});

it('an index evaluates only the subscribers whose exact attribute a change has', () => {
  const index = new FilterIndex<Filtered>();
  let evaluated = 0;
  for (let at = 0; at < 1_000; at += 1)
    index.add({
      types: TYPES,
      get filters() {
        evaluated += 1;
        return filtersOf({
          any: [{ exact: { area: `A${String(at)}` } }, { exact: { area: `B${String(at)}` } }],
        });
      },
    });
  evaluated = 0;
  expect(index.matching(changeOf({ type: TYPES[0]!, area: 'B7' })).size).toBe(1);
  expect(evaluated).toBe(1);
});

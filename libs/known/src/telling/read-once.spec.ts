import type { ToldState } from '@silkgauge/bulletin';
import { readOnce } from './read-once.ts';
import type { WorldReader } from './read-telling.ts';

const SERIES = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const keyOf = (period: string): string => `${SERIES}/${period}`;
const stateOf = (key: string): ToldState => ({ key }) as ToldState;

/** A reader that notes what it is asked for. */
function noting(listed: readonly string[] = []): { readonly reader: WorldReader; readonly asked: string[] } {
  const asked: string[] = [];
  const note = (what: string): void => {
    asked.push(what);
  };
  const nothing = (part: string) => () => {
    note(part);
    return Promise.resolve(undefined);
  };
  return {
    asked,
    reader: {
      state: (key) => {
        note(`state ${key}`);
        return Promise.resolve(stateOf(key));
      },
      states: () => Promise.resolve([]),
      periods: (series) => {
        note(`periods ${series}`);
        return Promise.resolve(listed.map(stateOf));
      },
      evidence: nothing('evidence'),
      before: nothing('before'),
      claim: nothing('claim'),
      statement: nothing('statement'),
      notice: nothing('notice'),
      name: () => undefined,
    },
  };
}

it('what was asked before is read once, also by two that ask at the same time', async () => {
  const { reader, asked } = noting();
  const once = readOnce(reader);
  const found = await Promise.all([once.state(keyOf('2020')), once.state(keyOf('2020')), once.evidence('a')]);
  await once.evidence('a');
  await once.evidence('b');
  expect(found[0]).toBe(found[1]);
  expect(asked).toEqual([`state ${keyOf('2020')}`, 'evidence', 'evidence']);
});

it('a state is known by the list of its series; one that the list lacks is read', async () => {
  const { reader, asked } = noting([keyOf('2020')]);
  const once = readOnce(reader);
  await once.periods(SERIES);
  expect(await once.state(keyOf('2020'))).toEqual(stateOf(keyOf('2020')));
  expect(await once.state(keyOf('1949'))).toEqual(stateOf(keyOf('1949')));
  expect(asked).toEqual([`periods ${SERIES}`, `state ${keyOf('1949')}`]);
});

it('beyond its bound the answer that was asked for least recently is read again', async () => {
  const { reader, asked } = noting();
  const once = readOnce(reader, 2);
  for (const period of ['2018', '2019', '2018', '2020', '2018', '2019']) await once.state(keyOf(period));
  expect(asked).toEqual(['2018', '2019', '2020', '2019'].map((period) => `state ${keyOf(period)}`));
});

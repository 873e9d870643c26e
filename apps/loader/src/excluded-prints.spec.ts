import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeclarations } from '@silkgauge/contract';
import { addFigure, assembleState, newSeriesGraph, printedSides, seriesIn } from '@silkgauge/growth';
import { checked, DATA_FOLDER, eventsOf } from '../../../harness/fixtures/bundled.ts';

const declarations = readDeclarations((file) => readFileSync(join(DATA_FOLDER, 'codes', file), 'utf8'));
const KNOWN_AT = '2026-12-01T00:00:00.000Z';

it('the bundled figures have four prints that their parts exclude, two of them alone', async () => {
  const graph = newSeriesGraph({}, declarations);
  for (const set of ['seed', 'cbec', 'us-census', 'japan-customs'])
    for (const one of await eventsOf(set)) {
      const event = checked(one);
      if (event.type === 'silkgauge.figure.reported.v1')
        addFigure(seriesIn(graph, event.series), event.figure);
    }
  const found: object[] = [];
  for (const facts of graph.series.values())
    for (const period of facts.periods.keys()) {
      const of = `${facts.key}/${period}`;
      const { reported } = assembleState(facts, period, KNOWN_AT).level;
      if (reported?.excluded)
        found.push({ of, value: reported.value, stands: reported.value, ...reported.excluded });
      for (const { prints } of printedSides(facts, period)) {
        const stands = prints.find(({ standing }) => standing === 'chosen')?.figure.value;
        for (const { standing, figure, excluded } of prints)
          if (standing === 'excluded') found.push({ of, value: figure.value, stands, ...excluded });
      }
    }
  const june = (partner: string) => `USCENSUS.US.GOODS.IMPORTS-CONSUMPTION.M._T._T.${partner}.USD/2021-06`;
  expect(found).toMatchObject([
    {
      of: 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1',
      ...{ value: '28.7', stands: '26.2', formula: 'between-parts@1' },
      proof: {
        en: 'with exports at 28.7 percent and imports at 24.4 percent the total lies between 24.4 and 28.7 percent; 28.7 percent would need imports of 0',
        zh: '出口为28.7%、进口为24.4%时，合计在24.4%与28.7%之间；若为28.7%，进口须为零',
      },
    },
    {
      of: 'HENAN-COMMERCE.CN-HA.CBEC.PROVINCIAL-EXPRESS._T._T._T._T.CNY/2021-01-01/P7M',
      ...{ value: '31.1', stands: '31.3', formula: 'weighted-growth@1' },
    },
    {
      ...{ of: june('CN'), value: '79520826386', stands: '79520826386', more: 90 },
      formula: 'sum-of-declared-parts@1',
    },
    {
      ...{ of: june('_T'), value: '486153719530', stands: '486153719530', more: 90 },
      formula: 'sum-of-declared-parts@1',
    },
  ]);
}, 300_000);

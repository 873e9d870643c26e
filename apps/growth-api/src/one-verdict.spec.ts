import { CONTRADICTED, type FigureVerdict } from '@silkgauge/codelists';
import type { Explanation, ServedState } from '@silkgauge/contract';
import { figuresOf, figureVerdict, OVER_YEAR } from '@silkgauge/growth';
import { citationOf } from '../../dashboard/src/cite/citation.ts';
import { verdictText } from '../../dashboard/src/figures/figure-words.ts';
import { wordsOf } from '../../dashboard/src/words/words-of.ts';
import { reasonText } from '../../dashboard/src/why/reason.ts';
import { compactState } from '../../mcp/src/compact.ts';
import { fileWorld } from '../../../libs/bulletin/src/spec/event-world.fixture.ts';
import { conflictsIn } from '../../../libs/bulletin/src/tell/conflicts.ts';
import { bundledEvents, knownOf } from '../../../libs/draft/src/spec/bundled-known.fixture.ts';

const SETS = [
  { names: ['seed', 'cbec'], every: 1, least: 300 },
  { names: ['us-census'], every: 41, least: 300 },
] as const;

const words = wordsOf('en');

/** What the page says of a verdict that has words of its own. */
const BEGINNINGS: Partial<Record<FigureVerdict, RegExp>> = {
  excluded: /^its parts exclude it: ./,
  conflicts: /^conflicts/,
  'one-of-several-prints': /^another print says|which its parts exclude$/,
};

describe.each(SETS)('what is told of the states of $names', ({ names, every, least }) => {
  it('is one verdict: of bulletins, card, reasons, citation and the tools of models', async () => {
    const events = await bundledEvents(names);
    const world = fileWorld(events);
    const seen = new Set<FigureVerdict>();
    let count = 0;
    for (const known of knownOf(events).filter((_, at) => at % every === 0)) {
      const state = { ...known, notices: [], version: 1, sequence: '1' } as unknown as ServedState;
      const evidence = world.evidence(state.key);
      const told = new Map(
        figuresOf(state)
          .filter(({ sides }) => sides.reported ?? sides.computed ?? sides.implied)
          .map(({ name, sides }) => [name, { sides, verdict: figureVerdict({ sides, flags: state.flags }) }]),
      );
      const compact = JSON.parse(JSON.stringify(compactState(state, new Map(), ''))) as {
        readonly level?: { readonly verdict?: string };
        readonly growth?: Readonly<Record<string, { readonly verdict?: string }>>;
      };
      for (const [name, { sides, verdict }] of told) {
        const [measure = '', comparison = ''] = name.split('.');
        seen.add(verdict);
        count += 1;
        const isContradicted = CONTRADICTED.has(verdict);
        expect([state.key, name, conflictsIn(world, state as never, name).length > 0]).toEqual([
          ...[state.key, name],
          isContradicted,
        ]);
        const said = verdictText(state, { measure, sides }, words, 'shown');
        expect(said).toMatch(BEGINNINGS[verdict] ?? new RegExp(`^${words.t(`verdict.${verdict}`)}$`));
        const compacted = measure === 'level' ? compact.level : compact.growth?.[comparison];
        if (measure === 'level' || (measure === 'growth' && compacted))
          expect([state.key, name, compacted?.verdict ?? 'unchecked']).toEqual([state.key, name, verdict]);
      }
      const verdicts = [...told.values()].map(({ verdict }) => verdict);
      expect([state.key, / contradicts it\./.test(citationOf(state, '', words).text)]).toEqual([
        state.key,
        verdicts.some((one) => CONTRADICTED.has(one)),
      ]);
      const explanation = { state, gaps: evidence?.gaps ?? [], prints: evidence?.prints ?? [] };
      const reason = reasonText(explanation as unknown as Explanation, words) ?? '';
      const main = told.get(`growth.${OVER_YEAR}`);
      if (main && CONTRADICTED.has(main.verdict))
        expect(reason).not.toMatch(
          /Nothing here checks it yet|is what other figures give|same within rounding/,
        );
    }
    expect(count).toBeGreaterThan(least);
    if (every === 1)
      expect([...seen]).toEqual(
        expect.arrayContaining(['conflicts', 'one-of-several-prints', 'reading-ambiguous']),
      );
  });
});

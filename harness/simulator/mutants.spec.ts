import { MUTANTS, type Mutant } from './mutants.ts';
import { simulate } from './simulation.ts';

/** The seed within which each dropped guarantee must have been missed; found much earlier, but worlds may change. */
const WITHIN = 1_000;

// A simulation that finds nothing proves nothing: each guarantee the product relies on is dropped in turn.
it.each(Object.keys(MUTANTS) as Mutant[])(
  'finds out that %s',
  async (mutant) => {
    for (let seed = 1; seed <= WITHIN; seed += 1) {
      if ((await simulate(seed, { mutant })).broken !== null) return;
    }
    throw new Error(`not noticed within ${String(WITHIN)} seeds`);
  },
  120_000,
);

import type { Language } from '@silkgauge/codelists';
import type { Segment } from '../segment.ts';
import { capitalised, say } from '../words/say.ts';
import type { ToldState, World } from '../world.ts';
import { openingOf } from './clauses.ts';
import { subjectOf } from './names-in-sentences.ts';
import type { ToldNumber } from './numbers.ts';
import { headlineSource } from './source.ts';

interface Leading {
  readonly state: ToldState;
  /** What the numbers say of it. */
  readonly clause: readonly Segment[];
  readonly numbers: readonly ToldNumber[];
}

/** The first clause of what leads, and who says it. */
export const headlineOf = (
  world: World,
  { state, clause, numbers }: Leading,
  language: Language,
): readonly Segment[] =>
  say(language, 'headline-said', {
    headline: capitalised(
      say(language, 'headline', {
        subject: subjectOf(world, state.series, language),
        when: openingOf(state.period, language),
        clause,
      }),
    ),
    said: headlineSource(world, { state, numbers }, language),
  });

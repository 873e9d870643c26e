import type { Language } from '@silkgauge/codelists';
import type { Both, Segment } from '../segment.ts';
import { openingOf, whenOf } from '../tell/clauses.ts';
import { tellFigure } from '../tell/figure.ts';
import { subjectOf } from '../tell/names-in-sentences.ts';
import { inBoth, type Outcome, type Telling } from '../tell/telling.ts';
import { capitalised, NOTHING, say } from '../words/say.ts';
import type { ToldState, World } from '../world.ts';
import { comparedSegments } from './compared.ts';
import { conditionSegments } from './condition.ts';
import type { AlertFacts } from './alert-facts.ts';
import { figurePlanOf } from './figure-plan.ts';
import { sentenceOf, type ToldSentence } from './told-sentence.ts';

/** Tells an alert in both languages: the figure as a bulletin tells it, what it is held against, and the condition. */
export function tellAlert(world: World, facts: AlertFacts): Both<ToldSentence> {
  const state = world.state(facts.key);
  const plan = figurePlanOf(facts.rule.rule, facts.key, facts.said, state);
  const telling: Telling = { world, tone: 'wire', seen: new Set(), firstPeriod: null };
  const outcome: Outcome | null = state ? tellFigure(telling, plan) : null;
  const told = outcome && 'told' in outcome ? outcome.told : null;
  const absent = (language: Language): readonly Segment[] =>
    state ? absentSegments(world, state, language) : NOTHING;
  const segments = inBoth((language) => [
    ...(told?.[language] ?? absent(language)),
    ...(facts.ending === null && (told !== null || isOfFlags(facts))
      ? [
          ...comparedSegments(world, facts, language),
          ...conditionSegments(facts, told?.[language] ?? NOTHING, language),
        ]
      : NOTHING),
    ...(facts.ending === null ? NOTHING : say(language, `alert-${facts.ending}`)),
  ]);
  return { en: sentenceOf(segments.en), zh: sentenceOf(segments.zh) };
}

/** That a state has no number of what is asked. */
export function absentSegments(world: World, state: ToldState, language: Language): readonly Segment[] {
  const when = (language === 'en' ? whenOf : openingOf)(state.period, language);
  return capitalised(
    say(language, 'alert-absent', { subject: subjectOf(world, state.series, language), when }),
  );
}

const isOfFlags = ({ rule: { rule } }: AlertFacts): boolean =>
  rule.kind === 'conflict' || rule.kind === 'coverage-break';

const OVERFLOW = {
  reached: 'alert-overflow',
  ended: 'alert-overflow-ended',
  dropped: 'alert-overflow-dropped',
} as const;

/** Tells that a rule has as many alerts as it may, has no longer, or was dropped. */
export function tellOverflow(rule: string, what: keyof typeof OVERFLOW): Both<ToldSentence> {
  const name: readonly Segment[] = [{ type: 'name', text: rule, code: rule }];
  const told = inBoth((language) => say(language, OVERFLOW[what], { rule: name }));
  return { en: sentenceOf(told.en), zh: sentenceOf(told.zh) };
}

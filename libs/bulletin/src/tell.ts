import type { Language } from '@silkgauge/codelists';
import type { RefusalName, Refused, Sentence, Telling, Text } from './bulletin.ts';
import { leadOf, type Led } from './lead.ts';
import type { Plan, SentencePlan } from '@silkgauge/contract';
import { joined, textOf, type Both, type Segment } from './segment.ts';
import { refuseCause } from './tell/cause.ts';
import { tellClaim } from './tell/claim.ts';
import { tellCompare } from './tell/compare.ts';
import { tellEach } from './tell/each.ts';
import { tellFigure } from './tell/figure.ts';
import { headlineConflict } from './tell/headline-conflict.ts';
import { tellFlows } from './tell/flows.ts';
import { tellOpinion } from './tell/opinion.ts';
import { tellPolicy } from './tell/policy.ts';
import { tellRevision } from './tell/revision.ts';
import type { Candidate, Outcome, Telling as Told } from './tell/telling.ts';
import { mark, say } from './words/say.ts';
import type { World } from './world.ts';

/** Tells a plan from what a world says, in both languages. The same world gives the same words. */
export function tell(plan: Plan, known: World): Telling {
  const world = remembering(known);
  const seen = new Set<string>();
  const paragraphs = plan.paragraphs.map((sentences) => {
    const telling: Told = { world, tone: plan.tone, seen, firstPeriod: null };
    return sentences.flatMap((sentence) => tellSentence(telling, sentence));
  });
  const led = paragraphs.flat().flatMap(candidatesOf);
  const lead = leadOf(world, led);
  const leading = led.find(({ id }) => id === lead?.id)?.candidate;
  return {
    lead,
    ...written(paragraphs, (language) =>
      leading ? headlineOf(world, leading, language) : plan.title[language],
    ),
  };
}

/** Tells one sentence by itself, without points; the headline is empty where nothing of it may lead. */
export function tellAlone(plan: SentencePlan, known: World): Omit<Telling, 'lead'> {
  const world = remembering(known);
  const outcomes = tellSentence({ world, tone: 'plain', seen: new Set(), firstPeriod: null }, plan);
  const [leading] = outcomes.flatMap(candidatesOf);
  return written([outcomes], (language) => (leading ? headlineOf(world, leading.candidate, language) : ''));
}

/** What may lead: no number that its parts exclude and nothing else prints. */
const candidatesOf = (one: Outcome): readonly Led[] =>
  'told' in one && one.candidate && !isExcluded(one.candidate)
    ? [{ id: one.id, candidate: one.candidate }]
    : [];

/** Paragraphs in both languages, and what is refused in them. */
function written(
  paragraphs: readonly (readonly Outcome[])[],
  headline: (language: Language) => string,
): Omit<Telling, 'lead'> {
  const text = (language: Language): Text => ({
    headline: headline(language),
    paragraphs: paragraphs
      .map((outcomes) => ({ sentences: outcomes.flatMap((one) => sentencesOf(one, language)) }))
      .filter(({ sentences }) => sentences.length > 0),
  });
  return { en: text('en'), zh: text('zh'), refused: paragraphs.flat().flatMap(refusedOf) };
}

const isExcluded = ({ states }: Candidate): boolean =>
  states.some(({ flags }) => flags.includes('excluded-print'));

/** A number of such a state stands in no headline without that mark. */
const MARKED = ['partial-period', 'coverage-break'] as const;

/** The first clause of what leads; a number that others do not meet stands in no headline without these. */
function headlineOf(world: World, { headline, conflicts, states }: Candidate, language: Language): string {
  const marked = MARKED.filter((flag) => states.some(({ flags }) => flags.includes(flag)));
  const notes = [
    ...conflicts.slice(0, 1).map((conflict) => headlineConflict(world, conflict, language)),
    ...marked.map((flag) => mark(language, flag)),
  ];
  const told = notes.reduce(
    (before, note) => say(language, 'headline-noted', { headline: before, note }),
    headline(language),
  );
  return textOf(told);
}

/** Evidence is asked for with every number of a state, and looked up once. */
function remembering(world: World): World {
  const found = new Map<string, ReturnType<World['evidence']>>();
  return {
    state: (key) => world.state(key),
    states: (query, period) => world.states(query, period),
    periods: (series) => world.periods(series),
    before: (key, side) => world.before(key, side),
    claim: (event) => world.claim(event),
    statement: (event) => world.statement(event),
    notice: (name) => world.notice(name),
    name: (dimension, code) => world.name(dimension, code),
    evidence: (key) => {
      if (!found.has(key)) found.set(key, world.evidence(key));
      return found.get(key);
    },
  };
}

function tellSentence(telling: Told, plan: SentencePlan): readonly Outcome[] {
  switch (plan.say) {
    case 'figure':
      return [tellFigure(telling, plan)];
    case 'flows':
      return [tellFlows(telling, plan)];
    case 'each':
      return tellEach(telling, plan);
    case 'compare':
      return [tellCompare(telling, plan)];
    case 'revision':
      return [tellRevision(telling, plan)];
    case 'claim':
      return [tellClaim(telling, plan)];
    case 'opinion':
      return [tellOpinion(telling, plan)];
    case 'policy':
      return [tellPolicy(telling, plan)];
    case 'cause':
      return [refuseCause(telling.world, plan)];
  }
}

function sentencesOf(outcome: Outcome, language: keyof Both<unknown>): readonly Sentence[] {
  if (!('told' in outcome)) return [];
  const segments: readonly Segment[] = joined(outcome.told[language]);
  return [{ id: outcome.id, say: outcome.plan.say, text: textOf(segments).trim(), segments }];
}

function refusedOf(outcome: Outcome): readonly Refused[] {
  if ('told' in outcome) return [];
  const { id, plan, refused: rule, keys } = outcome;
  return [{ id, say: plan.say, rule, reason: reasonOf(rule), keys }];
}

export const reasonOf = (rule: RefusalName): Both<string> => ({
  en: textOf(say('en', `refused-${rule}`)),
  zh: textOf(say('zh', `refused-${rule}`)),
});

import { LANGUAGES } from '@silkgauge/codelists';
import { FaultList, pointerStep, type Fault } from '../fault.ts';
import { bytesOf } from './bytes.ts';
import { causalWordIn } from './causal-words.ts';
import { Members } from './members.ts';
import { TONES, type Plan, type SentencePlan } from './plan.ts';
import { readSentence } from './read-sentence.ts';

export const MOST_SENTENCES = 60;
export const MOST_KEYS = 200;
export const LARGEST_PLAN = 64 * 1024;
const LONGEST_TITLE = 200;

export type PlanReading =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a plan from parsed JSON, or tells all its faults, at most 100. Periods and areas get their one name;
 * unknown members are ignored. `root` is the pointer to the plan in its event.
 */
export function readPlan(value: unknown, root = ''): PlanReading {
  const faults = new FaultList();
  if (bytesOf(value) > LARGEST_PLAN) {
    const fix = `Write at most ${String(LARGEST_PLAN)} bytes; make it two bulletins.`;
    faults.report(root, 'plan-size', 'The plan is too large.', fix);
    return { ok: false, faults: faults.faults };
  }
  const members = new Members(value, root, faults);
  const bulletin = members.name('bulletin');
  const title = readTitle(members, faults);
  const tone = members.oneOf('tone', TONES);
  const publish = readPublish(members, faults);
  const paragraphs = readParagraphs(members, faults);
  if (faults.faults.length > 0 || !bulletin || !title || !tone || !publish || !paragraphs)
    return { ok: false, faults: faults.faults };
  return { ok: true, plan: { bulletin, title, tone, publish, paragraphs } };
}

function readTitle(members: Members, faults: FaultList): Plan['title'] | null {
  if (!members.has('title')) return members.wrong('title', 'schema', '{ "en": "...", "zh": "..." }');
  const told = new Members(members.raw('title'), members.at('title'), faults);
  const [en, zh] = LANGUAGES.codes.map((language) => {
    const text = told.text(language, `a title of at most ${String(LONGEST_TITLE)} characters`);
    if (text === null) return null;
    if (text.length > LONGEST_TITLE)
      return told.wrong(language, 'schema', `a title of at most ${String(LONGEST_TITLE)} characters`);
    const digit = /\p{Nd}/u.exec(text)?.[0];
    if (digit !== undefined) {
      const fix = 'Leave numbers out of titles: sentences tell them, with their sources.';
      faults.report(told.at(language), 'title-digit', `The title has the digit ${digit}.`, fix);
    }
    const cause = causalWordIn(text);
    if (cause !== undefined) {
      const fix = 'Say what changed, not why: no cause is told.';
      faults.report(told.at(language), 'title-cause', `The title claims a cause: "${cause}".`, fix);
    }
    return text;
  });
  return en && zh ? { en, zh } : null;
}

function readPublish(members: Members, faults: FaultList): Plan['publish'] | null {
  const found = members.raw('publish');
  if (found === 'at-once') return found;
  if (typeof found !== 'object' || found === null)
    return members.wrong('publish', 'schema', '"at-once" or { "release": NAME }');
  const release = new Members(found, members.at('publish'), faults).name('release');
  return release === null ? null : { release };
}

function readParagraphs(members: Members, faults: FaultList): Plan['paragraphs'] | null {
  const found = members.raw('paragraphs');
  const must = 'a list of paragraphs, each a list of sentences';
  if (!Array.isArray(found) || found.length === 0 || !found.every(Array.isArray))
    return members.wrong('paragraphs', 'schema', must);
  const count = (found as unknown[][]).reduce((sum, sentences) => sum + sentences.length, 0);
  const at = members.at('paragraphs');
  if (count === 0) return members.wrong('paragraphs', 'schema', must);
  if (count > MOST_SENTENCES) {
    const message = `The plan has ${String(count)} sentences.`;
    const fix = `Write at most ${String(MOST_SENTENCES)}.`;
    faults.report(at, 'too-many-sentences', message, fix);
    return null;
  }
  const ids = new Set<string>();
  const paragraphs = (found as unknown[][]).map((sentences, row) =>
    sentences.map((sentence, column) => {
      const own = new Members(sentence, `${at}${pointerStep(row)}${pointerStep(column)}`, faults);
      const id = own.raw('id');
      if (typeof id === 'string' && ids.has(id)) {
        const fix = 'Give each sentence an id of its own.';
        faults.report(own.at('id'), 'repeated-id', `The id "${id.slice(0, 64)}" stands twice.`, fix);
      }
      if (typeof id === 'string') ids.add(id);
      return readSentence(own, faults);
    }),
  );
  const read = paragraphs.map((all) => all.filter((one) => one !== null));
  const keys = read.flat().reduce((sum, sentence) => sum + keysIn(sentence), 0);
  if (keys > MOST_KEYS) {
    const fix = `Write at most ${String(MOST_KEYS)}; "each" counts as its limit.`;
    faults.report(at, 'too-many-keys', `The plan names ${String(keys)} keys.`, fix);
  }
  return read;
}

/** How many states a sentence may tell of. */
function keysIn(sentence: SentencePlan): number {
  switch (sentence.say) {
    case 'figure':
    case 'revision':
    case 'cause':
      return 1;
    case 'flows':
      return 3;
    case 'each':
      return sentence.limit;
    case 'compare':
      return sentence.of.length;
    case 'policy':
      return sentence.beside.length;
    case 'claim':
    case 'opinion':
      return 0;
  }
}

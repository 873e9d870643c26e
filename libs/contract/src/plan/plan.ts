import { Type, type Static } from 'typebox';
import { readerOfOrder } from '../terms/body.ts';
import { orderName } from '../terms/order-terms.ts';
import type { Place } from '../terms/place.ts';
import { isObject, listOf, mapped, record, term, type Read, type Term } from '../terms/term.ts';
import { oneOf, text, type Terms } from '../vocabulary.ts';
import { causalWordIn } from './causal-words.ts';
import { sentence, type SentencePlan } from './sentences.ts';

const MOST_SENTENCES = 60;
const MOST_KEYS = 200;

const titleIn = (language: string, example: string) =>
  mapped(term(text(200, `In ${language}, without digits.`, example)), (found, at) => {
    const digit = /\p{Nd}/u.exec(found)?.[0];
    if (digit !== undefined) {
      const fix = 'Leave numbers out of titles: sentences tell them, with their sources.';
      at.report('title-digit', `The title has the digit ${digit}.`, fix);
    }
    const cause = causalWordIn(found);
    if (cause !== undefined) {
      const fix = 'Say what changed, not why: no cause is told.';
      at.report('title-cause', `The title claims a cause: "${cause}".`, fix);
    }
    return found;
  });

const title = record(
  { en: titleIn('English', 'Cross-border e-commerce'), zh: titleIn('Chinese', '跨境电商') },
  { about: 'Its title in both languages.' },
);

const withRelease = record(
  { release: term(orderName('Name of the release.', 'GACC-2020-H1')) },
  { about: 'Nothing of it is served before that release is lifted.', title: 'PublishWithRelease' },
);

const PUBLISH: Terms = { rule: 'schema', must: '"at-once" or { "release": NAME }', example: '' };

const publish: Term<'at-once' | Read<typeof withRelease>> = {
  schema: Type.Union([Type.Literal('at-once', { description: 'When it is told.' }), withRelease.schema], {
    description: 'When it is served.',
    examples: ['at-once'],
    terms: PUBLISH,
  }),
  read(found, at) {
    if (found === 'at-once') return found;
    return isObject(found) ? withRelease.read(found, at) : at.wrong(found, PUBLISH);
  },
};

const LISTED: Terms = {
  rule: 'list',
  must: `a list of paragraphs, each a list of sentences`,
  example: '[[{ "id": "zaez", "say": "figure", "of": "..." }]]',
};

const lists = listOf(
  listOf(sentence, LISTED, { about: 'A paragraph.', least: 0, most: MOST_SENTENCES }),
  LISTED,
  {
    about: `Paragraphs, at most ${String(MOST_SENTENCES)} sentences in all.`,
    least: 1,
    most: Infinity,
  },
);

const paragraphs: typeof lists = {
  ...lists,
  read(found, at) {
    if (!Array.isArray(found) || !found.every(Array.isArray)) return at.wrong(found, LISTED);
    const count = (found as unknown[][]).reduce((sum, { length }) => sum + length, 0);
    if (count === 0) return at.wrong(found, LISTED);
    if (count > MOST_SENTENCES)
      return at.report(
        'too-many-sentences',
        `The plan has ${String(count)} sentences.`,
        `Write at most ${String(MOST_SENTENCES)}.`,
      );
    checkIds(found as unknown[][], at);
    const read = lists.read(found, at);
    const keys = (read ?? []).flat().reduce((sum, one) => sum + keysIn(one), 0);
    if (keys > MOST_KEYS) {
      const fix = `Write at most ${String(MOST_KEYS)}; "each" counts as its limit.`;
      at.report('too-many-keys', `The plan names ${String(keys)} keys.`, fix);
    }
    return read;
  },
};

function checkIds(found: readonly (readonly unknown[])[], at: Place): void {
  const ids = new Set<string>();
  for (const [row, sentences] of found.entries())
    for (const [column, one] of sentences.entries()) {
      const id = isObject(one) ? one['id'] : undefined;
      if (typeof id !== 'string') continue;
      if (ids.has(id)) {
        const fix = 'Give each sentence an id of its own.';
        const own = at.member(row).member(column).member('id');
        own.report('repeated-id', `The id "${id.slice(0, 64)}" stands twice.`, fix);
      }
      ids.add(id);
    }
}

/** How many states a sentence may tell of. */
function keysIn(told: SentencePlan): number {
  switch (told.say) {
    case 'figure':
    case 'revision':
    case 'cause':
      return 1;
    case 'flows':
      return 3;
    case 'each':
      return told.limit;
    case 'compare':
      return told.of.length;
    case 'policy':
      return told.beside.length;
    case 'claim':
    case 'opinion':
      return 0;
  }
}

/** The order for a bulletin: what to tell, in which order and tone; never the text. */
export const bulletinPlan = record(
  {
    bulletin: term(orderName('Name of the bulletin.', 'cbec-2020-h1')),
    title,
    tone: term(oneOf(['plain', 'wire'], 'plain: who says it first; wire: the number first.')),
    publish,
    paragraphs,
  },
  {
    about: 'A bulletin to tell: what, in which order and tone, never the text.',
    title: 'BulletinPlannedData',
  },
);

export const readPlan = readerOfOrder(bulletinPlan, 'plan', 'plan-size');

export type BulletinPlanData = Static<typeof bulletinPlan.schema>;
export type Plan = Read<typeof bulletinPlan>;
export type Tone = Plan['tone'];

import type { EventPlan } from '@silkgauge/contract';
import type { QuoteSegment } from '../segment.ts';
import { mark, say } from '../words/say.ts';
import { stopBehind } from './clauses.ts';
import { quoted } from './number-text.ts';
import { inBoth, type Outcome, type Telling } from './telling.ts';

/** Tells a statement: who spoke, for whom, and the words themselves. */
export function tellOpinion({ world, tone }: Telling, plan: EventPlan): Outcome {
  const { id, event } = plan;
  const statement = world.statement(event);
  const keys = [`${event.source}#${event.id}`];
  if (!statement) return { id, plan, refused: 'no-event', keys };
  if (statement.withdrawn) return { id, plan, refused: 'withdrawn', keys };
  const { speaker, affiliation, quote, evidence } = statement.data;
  const words: QuoteSegment = {
    type: 'quote',
    text: quote,
    lang: evidence.language ?? null,
    ...{ source: event.source, id: event.id, document: evidence.document },
  };
  return {
    id,
    plan,
    told: inBoth((language) =>
      say(language, 'opinion', {
        tone,
        speaker: [{ type: 'attribution', text: speaker, by: speaker }],
        affiliation: [{ type: 'name', text: affiliation, code: affiliation }],
        mark: mark(language, 'opinion'),
        quote: quoted(words),
        stop: stopBehind(words, language),
      }),
    ),
    candidate: null,
  };
}

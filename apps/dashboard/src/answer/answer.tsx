import { memo, useEffect } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Clock } from '../address/address.ts';
import type { Go } from '../address/use-address.ts';
import { Select } from '../controls/select.tsx';
import { useWords, type Words } from '../words/language.tsx';
import { seriesSource, seriesTitle, type Names } from '../words/names.ts';
import { newestFirst, periodText } from '../words/period.ts';
import { AnswerCard } from './answer-card.tsx';
import { familyOf, focusPeriod, periodsOf } from './family.ts';
import { meaningOf } from './meaning.ts';

interface AnswerProps {
  /** States of one series in all its flows and periods. */
  readonly states: readonly ServedState[];
  readonly period: string | null;
  readonly clock: Clock | null;
  readonly names: Names;
  readonly flashing: ReadonlySet<string>;
  readonly go: Go;
}

/** The answer first: total, exports and imports of the period in focus, and what they mean together. */
export const Answer = memo(function Answer({ states, period, clock, names, flashing, go }: AnswerProps) {
  const words = useWords();
  const focus = focusPeriod(states, period);
  useTitle(states[0], focus, names);
  if (focus === null) return null;
  const { family, others } = familyOf(states, focus);
  const meaning = meaningOf(family, words);
  return (
    <section className="answer" aria-labelledby="answer-title">
      <header>
        <Subject of={family.total ?? family.exports ?? family.imports ?? others[0]} names={names} />
        <label>
          <span>{words.t('answer.period')}</span>
          <Select
            value={focus}
            options={[...new Set([...periodsOf(states), focus])]
              .sort(newestFirst)
              .map((code) => ({ value: code, text: periodText(code, words.language) }))}
            onChoose={(chosen) => {
              go({ period: chosen });
            }}
          />
        </label>
      </header>
      {meaning !== null && <p className="meaning">{meaning}</p>}
      <div className="cards">
        {cardsOf(states, focus, words).map(({ id, name, state }) => (
          <AnswerCard
            key={id}
            name={name}
            state={state}
            clock={clock}
            isFlashing={state !== undefined && flashing.has(state.key)}
            onOpen={(key) => {
              go({ why: key });
            }}
          />
        ))}
      </div>
    </section>
  );
});

/** Names the page in the browser's tab and history. */
function useTitle(state: ServedState | undefined, period: string | null, names: Names): void {
  const { language } = useWords();
  const of = state?.series;
  useEffect(() => {
    if (of && period !== null)
      document.title = `${seriesTitle({ ...of, flow: '_T' }, names, language)}, ${periodText(period, language)} – Silkgauge`;
  }, [of, period, names, language]);
}

/** What the answer is about, and whose figures these are. */
function Subject({ of, names }: { of: ServedState | undefined; names: Names }) {
  const { t, language } = useWords();
  return (
    <div>
      <h2 id="answer-title">
        {of ? seriesTitle({ ...of.series, flow: '_T' }, names, language) : t('answer.title')}
      </h2>
      <p className="source">{of && seriesSource(of.series, names, language)}</p>
    </div>
  );
}

interface Card {
  readonly id: string;
  readonly name: string;
  /** Undefined where nothing is known of the flow in this period. */
  readonly state: ServedState | undefined;
}

/** A card for each flow that the series has; where nothing is told of those, one for each state of the period. */
function cardsOf(states: readonly ServedState[], period: string, { t }: Words): readonly Card[] {
  const { family, others } = familyOf(states, period);
  const flows = [
    { id: '_T', name: t('answer.total'), state: family.total },
    { id: 'X', name: t('answer.exports'), state: family.exports },
    { id: 'M', name: t('answer.imports'), state: family.imports },
  ].filter(({ id }) => states.some(({ series }) => series.flow === id));
  if (flows.some(({ state }) => state !== undefined)) return flows;
  return others.map((state) => ({ id: state.key, name: t('answer.level'), state }));
}

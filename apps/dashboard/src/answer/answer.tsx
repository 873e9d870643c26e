import { memo, useEffect } from 'react';
import type { Clock } from '../address/address.ts';
import type { Go } from '../address/use-address.ts';
import type { ShownState } from '../api/answers.ts';
import { useWords } from '../words/language.tsx';
import { seriesSource, seriesTitle, type Names } from '../words/names.ts';
import { newestFirst, periodText } from '../words/period.ts';
import { AnswerCard } from './answer-card.tsx';
import { familyOf, focusPeriod, periodsOf } from './family.ts';
import { meaningOf } from './meaning.ts';

interface AnswerProps {
  /** States of one series in all its flows and periods. */
  readonly states: readonly ShownState[];
  readonly period: string | null;
  readonly clock: Clock | null;
  readonly names: Names;
  readonly flashing: ReadonlySet<string>;
  readonly go: Go;
}

/** The answer first: total, exports and imports of the period in focus, and what they mean together. */
export const Answer = memo(function Answer({ states, period, clock, names, flashing, go }: AnswerProps) {
  const words = useWords();
  const { t, language } = words;
  const focus = focusPeriod(states, period);
  const of = states[0]?.series;
  useEffect(() => {
    if (of && focus !== null)
      document.title = `${seriesTitle({ ...of, flow: '_T' }, names, language)}, ${periodText(focus, language)} – Silkgauge`;
  }, [of, focus, names, language]);
  if (focus === null) return null;
  const { family, others } = familyOf(states, focus);
  const meaning = meaningOf(family, words);
  const first = family.total ?? family.exports ?? family.imports ?? others[0];
  const open = (key: string) => {
    go({ why: key });
  };
  const cards = [
    { flow: '_T', name: t('answer.total'), state: family.total },
    { flow: 'X', name: t('answer.exports'), state: family.exports },
    { flow: 'M', name: t('answer.imports'), state: family.imports },
  ].filter(({ flow }) => states.some(({ series }) => series.flow === flow));
  const hasFlows = cards.some(({ state }) => state !== undefined);
  return (
    <section className="answer" aria-labelledby="answer-title">
      <header>
        <div>
          <h2 id="answer-title">
            {first ? seriesTitle({ ...first.series, flow: '_T' }, names, language) : t('answer.title')}
          </h2>
          <p className="source">{first && seriesSource(first.series, names, language)}</p>
        </div>
        <label>
          <span>{t('answer.period')}</span>
          <select
            value={focus}
            onChange={({ target }) => {
              go({ period: target.value });
            }}
          >
            {[...new Set([...periodsOf(states), focus])].sort(newestFirst).map((code) => (
              <option key={code} value={code}>
                {periodText(code, language)}
              </option>
            ))}
          </select>
        </label>
      </header>
      {meaning !== null && <p className="meaning">{meaning}</p>}
      <div className="cards">
        {hasFlows
          ? cards.map(({ name, state }) => (
              <AnswerCard
                key={name}
                name={name}
                state={state}
                clock={clock}
                isFlashing={state !== undefined && flashing.has(state.key)}
                onOpen={open}
              />
            ))
          : others.map((state) => (
              <AnswerCard
                key={state.key}
                name={t('answer.level')}
                state={state}
                clock={clock}
                isFlashing={flashing.has(state.key)}
                onOpen={open}
              />
            ))}
      </div>
    </section>
  );
});

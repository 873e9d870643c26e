import { Fragment, memo, use, useEffect } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Clock } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { Select } from '../controls/choice.tsx';
import { useWords, type Words } from '../words/language.tsx';
import { seriesSource, seriesTitle, shortTitle } from '../words/series-names.ts';
import { nearestPeriods, newestFirst, periodPhrase, periodText } from '../words/period.ts';
import { AnswerCard } from './answer-card.tsx';
import { familyOf, focusPeriod, leadingOf, periodsOf } from './family.ts';
import { meaningOf } from './meaning.ts';
import { Headline } from './use-headline.ts';

interface AnswerProps {
  /** States of one series in all flows and periods. */
  readonly states: readonly ServedState[];
  readonly period: string | null;
  readonly clock: Clock | null;
}

/**
 * The headline: total, exports and imports of the period in focus, and a sentence that compares both flows.
 */
export const Answer = memo(function Answer({ states, period, clock }: AnswerProps) {
  const words = useWords();
  const focus = focusPeriod(states, period);
  const headline = use(Headline);
  useTitle(headline, states[0], focus);
  if (focus === null) return null;
  const found = familyOf(states, focus);
  const { family } = found;
  const meaning = meaningOf(family, words);
  const cards = cardsOf(states, focus, words);
  return (
    <section className="answer" aria-labelledby="answer-title">
      <header>
        <Subject of={leadingOf(found) ?? states[0]} headline={headline} />
        <label>
          <span>{words.t('answer.period')}</span>
          <Select
            value={focus}
            options={[...new Set([...periodsOf(states), focus])]
              .sort(newestFirst)
              .map((code) => ({ value: code, text: periodText(code, words.language) }))}
            onChoose={(chosen) => go({ period: chosen })}
          />
        </label>
      </header>
      {meaning !== null && <p className="meaning">{meaning}</p>}
      {cards.length === 0 && <NothingOf period={focus} nearest={nearestPeriods(periodsOf(states), focus)} />}
      <div className="cards">
        {cards.map(({ id, name, state }) => (
          <AnswerCard key={id} name={name} state={state} clock={clock} />
        ))}
      </div>
    </section>
  );
});

/** Tells that the period has no figure, with the two nearest periods that have one. */
function NothingOf({ period, nearest }: { period: string; nearest: readonly string[] }) {
  const { t, language } = useWords();
  return (
    <p className="nothing">
      {t('answer.nothing', { period: periodPhrase(period, language) })}{' '}
      {nearest.length > 0 && t('answer.nearest')}{' '}
      {nearest.slice(0, 2).map((one, at) => (
        <Fragment key={one}>
          {at > 0 && t('word.comma')}
          <button type="button" className="plain" onClick={() => go({ period: one })}>
            {periodText(one, language)}
          </button>
        </Fragment>
      ))}
    </p>
  );
}

const subjectOf = ({ series }: ServedState, words: Words): string =>
  shortTitle({ ...series, flow: '_T' }, words);

/** Sets the title of the browser's tab and history entry. */
function useTitle(headline: string | null, state: ServedState | undefined, period: string | null): void {
  const words = useWords();
  useEffect(() => {
    if (!state || period === null) return;
    const subject = `${subjectOf(state, words)}${words.t('word.clause')}${periodText(period, words.language)}`;
    document.title = `${headline ?? subject} – Silkgauge`;
  }, [headline, state, period, words]);
}

interface SubjectProps {
  readonly of: ServedState | undefined;
  readonly headline: string | null;
}

/** Characters from which on a headline needs smaller type on a phone. */
const LONG = 160;

/** The headline; where nothing is told, what is spoken of. */
function Subject({ of, headline }: SubjectProps) {
  const words = useWords();
  const subject = of ? subjectOf(of, words) : words.t('answer.title');
  return (
    <div className="subject">
      <h2
        id="answer-title"
        className={headline !== null && headline.length > LONG ? 'long' : undefined}
        title={of && seriesTitle({ ...of.series, flow: '_T' }, words)}
      >
        {headline ?? subject}
      </h2>
      <p className="source">{of && seriesSource(of.series, words)}</p>
    </div>
  );
}

/** A card for each flow of the series; without a figure of any flow, a card for each state of the period. */
function cardsOf(states: readonly ServedState[], period: string, { t }: Words) {
  const { family, others } = familyOf(states, period);
  const flows = [
    { id: '_T', name: t('answer.total'), state: family.total },
    { id: 'X', name: t('answer.exports'), state: family.exports },
    { id: 'M', name: t('answer.imports'), state: family.imports },
  ].filter(({ id }) => states.some(({ series }) => series.flow === id));
  if (flows.some(({ state }) => state !== undefined)) return flows;
  return others.map((state) => ({ id: state.key, name: t('answer.level'), state }));
}

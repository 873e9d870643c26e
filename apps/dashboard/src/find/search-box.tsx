import { useDeferredValue, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Availability, Dimension } from '@silkgauge/contract';
import { DIMENSIONS } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { useAvailability } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { nameOf, shortNameOf } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';
import { readQuestion, type Question } from './question.ts';
import { search, type SearchHit } from './search.ts';

const MOST_FOUND = 12;

interface SearchProps {
  readonly availability: Availability | undefined;
  readonly onFound: (dimension: Dimension, code: string) => void;
}

/** A search for codes, and for all that a question names; arrow keys go through what is found. */
export function Search({ availability, onFound }: SearchProps) {
  const { t } = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const room = useRef<HTMLElement>(null);
  const asked = useDeferredValue(text);
  const found = useMemo(() => (availability ? search(availability, asked) : []), [availability, asked]);
  const question = useAnswered(availability, asked);
  const take = ({ dimension, code }: SearchHit) => {
    onFound(dimension, code);
    setText('');
  };
  const ask = ({ filter, period }: Question) => {
    go({ filter, period });
    setText('');
  };
  return (
    <search ref={room} className="search" onKeyDown={(event) => walk(event, room.current)}>
      <label htmlFor={id} className="unseen">
        {t('find.search')}
      </label>
      <input
        id={id}
        type="search"
        value={text}
        placeholder={t('find.search')}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key }) => {
          const [first] = found;
          if (key !== 'Enter') return;
          if (question) ask(question);
          else if (first) take(first);
        }}
      />
      <p className="unseen" role="status">
        {asked.trim() === '' ? '' : t('find.found', { count: found.length + (question ? 1 : 0) })}
      </p>
      {asked.trim() !== '' && (
        <ul className="found">
          {question && <Answered question={question} onAsk={ask} />}
          {found.slice(0, MOST_FOUND).map((hit) => (
            <Hit key={`${hit.dimension} ${hit.code}`} hit={hit} onTake={take} />
          ))}
          {found.length === 0 && !question && <li className="nothing">{t('find.found', { count: 0 })}</li>}
        </ul>
      )}
    </search>
  );
}

interface AnsweredQuestion extends Question {
  /** Figures of its period; none where the nearest periods are the answer. */
  readonly states: number;
}

/** The question that a text is, if its codes have figures of any period; null for others. */
function useAnswered(availability: Availability | undefined, text: string): AnsweredQuestion | null {
  const question = useMemo(
    () => (availability && text.trim() !== '' ? readQuestion(availability, text) : null),
    [availability, text],
  );
  const { filter, period } = question ?? { filter: {}, period: null };
  const ofAll = useAvailability(filter);
  const ofPeriod = useAvailability(filter, period);
  if (!question || ofAll.isPlaceholderData || ofPeriod.isPlaceholderData) return null;
  if (!ofAll.data || ofAll.data.states === 0 || !ofPeriod.data) return null;
  return { ...question, states: ofPeriod.data.states };
}

interface AnsweredProps {
  readonly question: AnsweredQuestion;
  readonly onAsk: (question: Question) => void;
}

function Answered({ question, onAsk }: AnsweredProps) {
  const words = useWords();
  const { states } = question;
  return (
    <li className="question">
      <button type="button" onClick={() => onAsk(question)}>
        <b>{questionText(question, words)}</b>{' '}
        <span>{states === 0 ? words.t('find.nearest') : words.t('find.count', { states })}</span>
      </button>
    </li>
  );
}

/** `Henan · Cross-border e-commerce trade, value · 2020`. */
function questionText({ filter, period }: Question, words: Words): string {
  const names = DIMENSIONS.flatMap((dimension) =>
    (filter[dimension] ?? []).map((code) => shortNameOf(dimension, code, words)),
  );
  return [...names, ...(period === null ? [] : [periodText(period, words.language)])].join(' · ');
}

interface HitProps {
  readonly hit: SearchHit;
  readonly onTake: (hit: SearchHit) => void;
}

function Hit({ hit, onTake }: HitProps) {
  const words = useWords();
  const { t } = words;
  return (
    <li>
      <button type="button" onClick={() => onTake(hit)}>
        <b title={nameOf(hit.dimension, hit.code, words)}>{shortNameOf(hit.dimension, hit.code, words)}</b>{' '}
        <span>{t(`dimension.${hit.dimension}`)}</span> <span>{t('find.count', { states: hit.states })}</span>
      </button>
    </li>
  );
}

/** Moves the focus between the input and the matches below it. */
function walk(event: KeyboardEvent, room: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !room) return;
  const stops = [...room.querySelectorAll<HTMLElement>('input, .found button')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
  event.preventDefault();
}

import { use } from 'react';
import type { ServedState } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import type { Clock } from '../address/address.ts';
import { useDigits } from '../api/queries.ts';
import { FollowCard } from '../cite/follow.tsx';
import { ApiLink } from '../controls/api-link.tsx';
import { Explains } from '../controls/explains.tsx';
import { Flags } from '../figures/flags.tsx';
import { comparisonText } from '../figures/figure-words.ts';
import { SidesView } from '../figures/sides-view.tsx';
import { growthOf, mainComparison, shownSide } from '../figures/sides.ts';
import { Flashing } from '../flashing.tsx';
import { useWords, type Words } from '../words/language.tsx';
import { dayText, instantText } from '../words/period.ts';

interface AnswerCardProps {
  readonly name: string;
  /** Undefined: the flow has no figure of the period. */
  readonly state: ServedState | undefined;
  readonly clock: Clock | null;
}

/** One figure of the headline: growth with interval, verdict and status, then the level, flags and age. */
export function AnswerCard({ name, state, clock }: AnswerCardProps) {
  const { t } = useWords();
  const flashing = use(Flashing);
  if (!state) {
    return (
      <article className="card empty">
        <h3>{name}</h3>
        <p>{t('answer.none')}</p>
      </article>
    );
  }
  return (
    <article
      className={`card${flashing.has(state.key) ? ' flash' : ''}`}
      data-state={state.key}
      data-version={state.version ?? ''}
    >
      <h3>{name}</h3>
      <GrowthAndLevel state={state} />
      <Flags of={state} />
      {'twoYearAverage' in state && state.twoYearAverage && (
        <p className="age">
          <ApiLink href={state.twoYearAverage} file="two-year-average.json">
            {t('answer.two-year-average')}
          </ApiLink>
        </p>
      )}
      <Age state={state} clock={clock} />
      <Explains figure={state.key} className="why" label={`${t('answer.why')}${t('word.colon')}${name}`}>
        {t('answer.why')}
      </Explains>
      <FollowCard series={state.series} period={state.period} name={name} />
    </article>
  );
}

function GrowthAndLevel({ state }: { readonly state: ServedState }) {
  const words = useWords();
  const comparison = mainComparison(state);
  const growth = growthOf(state, comparison);
  return (
    <>
      {growth && (
        <div className="headline">
          <SidesView
            state={state}
            sides={growth}
            measure="growth"
            large={isSure(growth)}
            complete
            digits="shown"
          />
          <p className="comparison">{comparisonText(comparison, words)}</p>
        </div>
      )}
      {shownSide(state.level) !== null && (
        <div className="level">
          {growth && <p className="comparison">{words.t('answer.level')}</p>}
          <SidesView
            state={state}
            sides={state.level}
            measure="level"
            large={!growth && isSure(state.level)}
            complete
            digits="shown"
          />
        </div>
      )}
    </>
  );
}

/** A number that its parts exclude, or that is worked out from one in conflict, is in no large type. */
const isSure = ({ verdict, reported }: ServedState['level']): boolean =>
  reported ? reported.excluded === undefined : verdict !== 'conflicts';

const DAY = 86_400_000;

/** Days from the end of the period to the clock's day, or to today without `publishedBy`. */
function ageText(state: ServedState, clock: Clock | null, { t }: Words): string {
  const end = periodBounds(state.period)?.end;
  if (end === undefined) return '';
  const today = clock && 'publishedBy' in clock ? Date.parse(clock.publishedBy) : Date.now();
  const days = Math.floor((today - Date.parse(end)) / DAY);
  return days < 0 ? t('answer.running') : t('answer.age', { days });
}

/** How old the period is, and since when the digits stand: later versions may have changed a flag or a verdict. */
function Age({ state, clock }: { state: ServedState; clock: Clock | null }) {
  const words = useWords();
  const { t, language } = words;
  const publishedBy = 'publishedBy' in state ? state.publishedBy : null;
  const digits = useDigits(publishedBy === null ? state.key : null, clock).data?.digits;
  const promise = 'finalPromise' in state ? state.finalPromise : undefined;
  const age = [
    ageText(state, clock, words),
    publishedBy !== null && t('answer.published', { day: dayText(publishedBy, language) }),
    digits && t('answer.unchanged', { instant: instantText(digits.since, language) }),
    promise && t('answer.final', { instant: instantText(promise.at, language) }),
    digits && t(digits.complete ? 'answer.digits' : 'answer.digits-least', { count: digits.versions }),
  ];
  return <p className="age">{age.filter(Boolean).join(' · ')}</p>;
}

import { CHANGE_REASONS, type ChangeReason } from '@silkgauge/codelists';
import { memo, useMemo, useState } from 'react';
import { DIMENSIONS, type Filter } from '../address/address.ts';
import type { Change } from '../api/live.ts';
import { missingOf } from '../api/missing.ts';
import { useLatestChanges } from '../api/queries.ts';
import { useLive } from '../api/use-live.ts';
import { Check, Select } from '../controls/choice.tsx';
import { Explains } from '../controls/explains.tsx';
import { Instead } from '../controls/instead.tsx';
import { useWords, type Words } from '../words/language.tsx';
import { seriesSource, seriesTitle, shortTitle } from '../words/series-names.ts';
import { instantText, periodText, timeText } from '../words/period.ts';
import { differencesOf } from './change-words.ts';
import { withLatest } from './with-latest.ts';

/** The most changes laid out. */
const SHOWN = 40;

interface FeedFilter {
  readonly reason: 'all' | ChangeReason;
  /** Only changes of series that fit the filter of the page. */
  readonly mine: boolean;
}

/** The feed of changes, newest first, with their reasons. */
export const Feed = memo(function Feed({ filter }: { filter: Filter }) {
  const words = useWords();
  const { t } = words;
  const { status, paused, waiting, changes, count, pause, resume } = useLive();
  const answer = useLatestChanges(status !== 'connecting');
  const latest = answer.data?.items;
  const all = useMemo(() => withLatest(changes, latest ?? []), [changes, latest]);
  const [wanted, setWanted] = useState<FeedFilter>({ reason: 'all', mine: false });
  const shown = all.filter(({ state }) => isWanted(state, wanted, filter));
  return (
    <section className="feed" aria-labelledby="feed-title">
      <header>
        <h2 id="feed-title">{t('feed.title')}</h2>
        <button type="button" aria-pressed={paused} onClick={paused ? resume : pause}>
          {paused ? t('feed.resume') : t('feed.pause')}
        </button>
      </header>
      <p className="count">{paused ? t('feed.waiting', { count: waiting }) : t('feed.count', { count })}</p>
      <FeedFilters wanted={wanted} onChange={setWanted} />
      {shown.length === 0 ? (
        <Instead of={missingOf([answer], true)} empty={t(all.length === 0 ? 'feed.none' : 'feed.none-fit')} />
      ) : (
        <ol className="changes">
          {shown.slice(0, SHOWN).map((change) => (
            <ChangeItem key={change.state.sequence} change={change} words={words} />
          ))}
        </ol>
      )}
    </section>
  );
});

function FeedFilters({ wanted, onChange }: { wanted: FeedFilter; onChange: (wanted: FeedFilter) => void }) {
  const { t } = useWords();
  return (
    <div className="feed-filters">
      <label>
        <span className="unseen">{t('feed.reason')}</span>
        <Select
          value={wanted.reason}
          options={[
            { value: 'all', text: t('feed.reason.all') },
            ...CHANGE_REASONS.codes.map((one) => ({ value: one, text: t(`reason.${one}`) })),
          ]}
          onChoose={(reason) => onChange({ ...wanted, reason })}
        />
      </label>
      <Check className="check" checked={wanted.mine} onCheck={(mine) => onChange({ ...wanted, mine })}>
        <span>{t('feed.mine')}</span>
      </Check>
    </div>
  );
}

function isWanted(state: Change['state'], { reason, mine }: FeedFilter, filter: Filter): boolean {
  return (reason === 'all' || state.change.reason === reason) && (!mine || fits(filter, state.series));
}

function fits(filter: Filter, series: Change['state']['series']): boolean {
  return DIMENSIONS.every((dimension) => filter[dimension]?.includes(series[dimension]) ?? true);
}

const ChangeItem = memo(
  function ChangeItem({ change: { state, at, fromLog }, words }: { change: Change; words: Words }) {
    const { t, language } = words;
    return (
      <li className={fromLog ? 'change from-log' : 'change'} data-sequence={state.sequence}>
        <Explains figure={state.key}>
          <span title={seriesTitle(state.series, words)}>{shortTitle(state.series, words)}</span>
          {t('word.clause')}
          {periodText(state.period, language)}
        </Explains>
        <small>{seriesSource(state.series, words)}</small>
        <ul>
          {differencesOf(state, words)
            .slice(0, 4)
            .map(({ what, was, is }) => (
              <li key={what}>
                {what} <b>{is ?? t('word.none')}</b>{' '}
                <span className="was">{was === null ? t('feed.new') : t('feed.was', { value: was })}</span>
              </li>
            ))}
        </ul>
        <p className="reason">
          {t(`reason.${state.change.reason}`)} ·{' '}
          <time dateTime={new Date(at).toISOString()}>
            {fromLog ? instantText(state.knownAt, language) : timeText(at, language)}
          </time>{' '}
          · #{state.sequence}
        </p>
      </li>
    );
  },
  (before, now) => before.change === now.change && before.words === now.words,
);

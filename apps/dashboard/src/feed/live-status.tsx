import { useEffect, useRef, useState } from 'react';
import type { Clock } from '../address/address.ts';
import { useLive } from '../api/use-live.ts';
import { useWords } from '../words/language.tsx';
import { seriesSource, seriesTitle } from '../words/series-names.ts';
import { periodText, timeText } from '../words/period.ts';

/** Milliseconds between two announcements to a screen reader, so that no announcement interrupts another. */
const SPEAK_EVERY = 10_000;

/** Whether the page is live, and how many changes a lost connection held up. */
export function LiveStatus({ clock }: { clock: Clock | null }) {
  const { t, language } = useWords();
  const { status, caughtUp, dismiss } = useLive();
  return (
    <>
      <p className={`live ${clock === null ? status : 'frozen'}`} data-status={status}>
        <span aria-hidden="true">●</span> {clock === null ? t(`live.${status}`) : t('live.frozen')}
      </p>
      {caughtUp && (
        <p className="caught-up" role="status">
          {t(caughtUp.changes === null ? 'live.reread' : 'live.back', {
            lost: timeText(caughtUp.lostAt, language),
            back: timeText(caughtUp.backAt, language),
            changes: caughtUp.changes ?? 0,
          })}{' '}
          <button type="button" className="plain" onClick={dismiss} aria-label={t('word.close')}>
            ×
          </button>
        </p>
      )}
    </>
  );
}

/** Announces the number of changes and the last one to screen readers. */
export function Announcer() {
  const words = useWords();
  const { count, changes } = useLive();
  const [said, setSaid] = useState('');
  const told = useRef({ count: 0, at: -SPEAK_EVERY });
  const latest = changes[0]?.state;
  useEffect(() => {
    if (!latest || count === told.current.count) return;
    const wait = Math.max(0, told.current.at + SPEAK_EVERY - performance.now());
    const timer = setTimeout(() => {
      const { series, period } = latest;
      const figure = [seriesTitle(series, words), periodText(period, words.language)];
      const last = [...figure, seriesSource(series, words)].join(words.t('word.clause'));
      setSaid(words.t('feed.announce', { count: count - told.current.count, last }));
      told.current = { count, at: performance.now() };
    }, wait);
    return () => clearTimeout(timer);
  }, [count, latest, words]);
  return (
    <p className="unseen" role="status" aria-live="polite" data-announcer>
      {said}
    </p>
  );
}

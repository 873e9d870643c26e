import { useIsFetching } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useAddress } from './address/use-address.ts';
import { Answer } from './answer/answer.tsx';
import { useNames, useStates } from './api/queries.ts';
import { useFollowing, useLive } from './api/use-live.ts';
import { Feed } from './feed/feed.tsx';
import { Announcer, LiveStatus } from './feed/live-status.tsx';
import { familyFilter } from './figures/main-series.ts';
import { useMainSeries } from './figures/use-main-series.ts';
import { ClockControl } from './find/clock-control.tsx';
import { Finder } from './find/finder.tsx';
import { SettingsMenu } from './settings/settings-menu.tsx';
import { useSettings } from './settings/settings.ts';
import { StandIn } from './views/stand-in.tsx';
import { Views } from './views/views.tsx';
import type { Language } from './words/decimal.ts';
import { Speaking, useWords } from './words/language.tsx';
import { useChineseFonts } from './words/use-chinese-fonts.ts';

const FiguresTable = lazy(() =>
  import('./find/figures-table.tsx').then((table) => ({ default: table.FiguresTable })),
);
const Drawer = lazy(() => import('./why/drawer.tsx').then((drawer) => ({ default: drawer.Drawer })));

/** The live page: answer, charts, figures, changes, and a drawer with the way back to the prints. */
export function App() {
  const { address } = useAddress();
  const language = address.language ?? browserLanguage();
  const { theme, rising } = useSettings();
  useEffect(() => {
    const { documentElement: root } = document;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    root.dataset['theme'] = theme;
    root.dataset['rising'] = rising === 'auto' ? (language === 'zh' ? 'red' : 'green') : rising;
  }, [language, theme, rising]);
  useChineseFonts(language);
  useFollowing();
  return (
    <Speaking language={language}>
      <Page />
    </Speaking>
  );
}

const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

function Page() {
  const { t } = useWords();
  const { address, unread, go } = useAddress();
  const { clock, filter } = address;
  const names = useNames();
  const main = useMainSeries(filter, address.period);
  const asked = useMemo(
    () => (main.data ? { filter: familyFilter(main.data), clock } : null),
    [main.data, clock],
  );
  const family = useStates(asked);
  const { flashing } = useLive();
  const reading = useIsFetching();
  const states = family.data?.items ?? [];
  const trouble = main.error ?? family.error;
  // What comes below waits for what comes above, so that nothing moves once it is there.
  const isWaiting = !trouble && (main.data === undefined || (main.data !== null && !family.data));
  return (
    <>
      <a className="skip" href="#main">
        {t('page.skip')}
      </a>
      <header className="page-header">
        <div>
          <h1>{t('page.title')}</h1>
          <p>{t('page.claim')}</p>
        </div>
        <LiveStatus clock={clock} />
        <SettingsMenu go={go} />
      </header>
      <main id="main" aria-busy={reading > 0}>
        {unread.length > 0 && (
          <p className="trouble" role="alert">
            {t('page.unread', { parts: unread.join(', ') })}
          </p>
        )}
        <ClockControl address={address} go={go} />
        {trouble && (
          <p className="trouble" role="alert">
            {t('page.trouble', { why: trouble.message })}
          </p>
        )}
        {isWaiting && (
          <p className="waiting" role="status">
            {t('page.loading')}
          </p>
        )}
        {main.data === null && <p className="nothing">{t('page.nothing')}</p>}
        {main.data && family.data && (
          <>
            <Answer
              states={states}
              period={address.period}
              clock={clock}
              names={names}
              flashing={flashing}
              go={go}
            />
            <Views
              address={address}
              go={go}
              names={names}
              main={main.data}
              family={states}
              flashing={flashing}
            />
          </>
        )}
        {!isWaiting && (
          <StandIn>
            <Suspense fallback={<p className="waiting">{t('page.loading')}</p>}>
              <FiguresTable address={address} names={names} flashing={flashing} go={go} />
            </Suspense>
          </StandIn>
        )}
      </main>
      <aside className="page-side">
        <Finder filter={filter} names={names} go={go} />
        <Feed filter={filter} names={names} go={go} />
      </aside>
      <Announcer names={names} />
      <Suspense>
        <Drawer why={address.why} clock={clock} names={names} go={go} />
      </Suspense>
    </>
  );
}

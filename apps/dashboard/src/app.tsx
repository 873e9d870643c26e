import { useIsFetching } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useAddress } from './address/use-address.ts';
import { Answer } from './answer/answer.tsx';
import { useNames, useStates } from './api/queries.ts';
import { useFollowing, useLive } from './api/use-live.ts';
import { Feed } from './feed/feed.tsx';
import { Announcer, LiveStatus } from './feed/live-status.tsx';
import { familyFilter } from './figures/main-series.ts';
import { useMainSeries } from './figures/use-main-series.ts';
import { ClockControl } from './find/clock-control.tsx';
import { FiguresTable } from './find/figures-table.tsx';
import { Finder } from './find/finder.tsx';
import { SettingsMenu } from './settings/settings-menu.tsx';
import { useSettings } from './settings/settings.ts';
import { Views } from './views/views.tsx';
import { Drawer } from './why/drawer.tsx';
import type { Language } from './words/decimal.ts';
import { Speaking, useWords } from './words/language.tsx';

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
        {main.data === undefined && !trouble && (
          <p className="answer waiting" role="status">
            {t('page.loading')}
          </p>
        )}
        {main.data === null && <p className="nothing">{t('page.nothing')}</p>}
        {main.data && (
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
        <FiguresTable address={address} names={names} flashing={flashing} go={go} />
      </main>
      <aside className="page-side">
        <Finder filter={filter} names={names} go={go} />
        <Feed filter={filter} names={names} go={go} />
      </aside>
      <Announcer names={names} />
      <Drawer why={address.why} clock={clock} names={names} go={go} />
    </>
  );
}

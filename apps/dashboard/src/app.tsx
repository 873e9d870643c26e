import { useIsFetching } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, type ReactNode } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Address, Filter } from './address/address.ts';
import { useAddress } from './address/use-address.ts';
import { Answer } from './answer/answer.tsx';
import { useNames, useStates } from './api/queries.ts';
import { useFollowing } from './api/use-live.ts';
import { Feed } from './feed/feed.tsx';
import { Announcer, LiveStatus } from './feed/live-status.tsx';
import { familyFilter } from './figures/main-series.ts';
import { useMainSeries } from './figures/use-main-series.ts';
import { ClockControl } from './find/clock-control.tsx';
import { Finder } from './find/finder.tsx';
import { ShowingChanges } from './flashing.tsx';
import { SettingsMenu } from './settings/settings-menu.tsx';
import { useSettings } from './settings/settings.ts';
import { useStanding } from './standing.ts';
import { StandIn } from './controls/stand-in.tsx';
import { Views } from './views/views.tsx';
import { InSight } from './in-sight.tsx';
import type { Language } from './words/languages.ts';
import { Speaking, useWords } from './words/language.tsx';
import { useChineseFonts } from './words/use-chinese-fonts.ts';

const FiguresTable = lazy(() =>
  import('./find/figures-table.tsx').then((table) => ({ default: table.FiguresTable })),
);
const Drawer = lazy(() => import('./why/drawer.tsx').then((drawer) => ({ default: drawer.Drawer })));

/** The live page: headline, charts, table of figures, feed of changes, and a drawer that explains figures. */
export function App() {
  const { address } = useAddress();
  const language = address.language ?? browserLanguage();
  // Deferred, so that input is handled between renders.
  const names = useDeferredValue(useNames());
  const { theme, rising } = useSettings();
  useEffect(() => {
    const { documentElement: root } = document;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    root.dataset['theme'] = theme;
    root.dataset['rising'] = rising === 'auto' ? (language === 'zh' ? 'red' : 'green') : rising;
  }, [language, theme, rising]);
  useFollowing();
  return (
    <Speaking language={language} names={names}>
      <ShowingChanges>
        <Page />
      </ShowingChanges>
    </Speaking>
  );
}

const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

function Page() {
  const { t, language } = useWords();
  const { address, unread } = useAddress();
  const { clock, filter, why } = address;
  const headline = useDeferredValue(useHeadline(address));
  const hasDrawer = useStanding(why !== null);
  // Content below the headline waits for the headline, so that nothing shifts.
  const isWaiting = isAwaited(headline);
  useChineseFonts(language, !isWaiting);
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
        <SettingsMenu />
      </header>
      <Main>
        {unread.length > 0 && <Trouble>{t('page.unread', { parts: unread.join(', ') })}</Trouble>}
        <ClockControl address={address} />
        <HeadlineState {...headline} />
        <Charted {...headline} address={address} />
        {!isWaiting && (
          <InSight>
            <StandIn>
              <FiguresTable address={address} />
            </StandIn>
          </InSight>
        )}
      </Main>
      <aside className="page-side">
        <InSight>
          <Finder filter={filter} clock={clock} />
          <Feed filter={filter} />
        </InSight>
      </aside>
      <Announcer />
      {hasDrawer && (
        <Suspense>
          <Drawer why={why} clock={clock} />
        </Suspense>
      )}
    </>
  );
}

function Trouble({ children }: { children: ReactNode }) {
  return (
    <p className="trouble" role="alert">
      {children}
    </p>
  );
}

/** Tells that the headline failed, is loading, or has no figures. */
function HeadlineState(headline: Headline) {
  const { t } = useWords();
  const { main, trouble } = headline;
  return (
    <>
      {trouble && <Trouble>{t('page.trouble', { why: trouble.message })}</Trouble>}
      {isAwaited(headline) && (
        <p className="waiting" role="status">
          {t('page.loading')}
        </p>
      )}
      {main === null && <p className="nothing">{t('page.nothing')}</p>}
    </>
  );
}

function Charted({ main, family, address }: Headline & { readonly address: Address }) {
  if (!main || !family) return null;
  return (
    <>
      <Answer states={family} period={address.period} clock={address.clock} />
      <InSight>
        <Views address={address} main={main} family={family} />
      </InSight>
    </>
  );
}

interface Headline {
  /** Dimensions of the series without its flow; null: no series fits the filter; undefined: not yet known. */
  readonly main: Filter | null | undefined;
  readonly family: readonly ServedState[] | undefined;
  readonly trouble: Error | null;
}

function useHeadline({ filter, period, clock }: Address): Headline {
  const { data: main, error } = useMainSeries(filter, period, clock);
  const asked = useMemo(() => (main ? { filter: familyFilter(main), clock } : null), [main, clock]);
  const { data, error: unread } = useStates(asked);
  const family = data?.items;
  const trouble = error ?? unread;
  return useMemo(() => ({ main, family, trouble }), [main, family, trouble]);
}

const isAwaited = ({ main, family, trouble }: Headline): boolean =>
  !trouble && (main === undefined || (main !== null && !family));

/** Sets `aria-busy` while queries run, without a render of its children. */
function Main({ children }: { children: ReactNode }) {
  return (
    <main id="main" aria-busy={useIsFetching() > 0}>
      {children}
    </main>
  );
}

import { useIsFetching } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, type ReactNode } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Address, Filter } from './address/address.ts';
import { useAddress, type Go } from './address/use-address.ts';
import { Answer } from './answer/answer.tsx';
import { useNames, useStates } from './api/queries.ts';
import { useFlashing, useFollowing } from './api/use-live.ts';
import { Feed } from './feed/feed.tsx';
import { Announcer, LiveStatus } from './feed/live-status.tsx';
import { familyFilter } from './figures/main-series.ts';
import { useMainSeries } from './figures/use-main-series.ts';
import { ClockControl } from './find/clock-control.tsx';
import { Finder } from './find/finder.tsx';
import { SettingsMenu } from './settings/settings-menu.tsx';
import { useSettings } from './settings/settings.ts';
import { useStanding } from './standing.ts';
import { StandIn } from './controls/stand-in.tsx';
import { Views } from './views/views.tsx';
import { InSight } from './in-sight.tsx';
import type { Language } from './words/languages.ts';
import { Speaking, useWords } from './words/language.tsx';
import type { Names } from './words/names.ts';
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
  useFollowing();
  return (
    <Speaking language={language}>
      <Page />
    </Speaking>
  );
}

const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

function Page() {
  const { t, language } = useWords();
  const { address, unread, go } = useAddress();
  const { clock, filter } = address;
  // Drawn in slices, whatever comes and how fast, so that the page answers in between.
  const names = useDeferredValue(useNames());
  const headline = useDeferredValue(useHeadline(address));
  const flashing = useDeferredValue(useFlashing());
  const hasDrawer = useStanding(address.why !== null);
  // What comes below waits for what comes above, so that nothing moves once it is there.
  const isWaiting = isAwaited(headline);
  useChineseFonts(language, !isWaiting);
  const shown = { address, names, flashing, go };
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
      <Main>
        <Unread parts={unread} />
        <ClockControl address={address} go={go} />
        <HeadlineState {...headline} />
        <Charted {...headline} {...shown} />
        {!isWaiting && <Figures {...shown} />}
      </Main>
      <aside className="page-side">
        <InSight>
          <Finder filter={filter} clock={clock} names={names} go={go} />
          <Feed filter={filter} names={names} go={go} />
        </InSight>
      </aside>
      <Announcer names={names} />
      {hasDrawer && (
        <Suspense>
          <Drawer why={address.why} clock={clock} names={names} go={go} />
        </Suspense>
      )}
    </>
  );
}

/** What all parts of the page with figures are given. */
interface PageParts {
  readonly address: Address;
  readonly names: Names;
  readonly flashing: ReadonlySet<string>;
  readonly go: Go;
}

/** Parts of the address that mean nothing. */
function Unread({ parts }: { parts: readonly string[] }) {
  const { t } = useWords();
  if (parts.length === 0) return null;
  return (
    <p className="trouble" role="alert">
      {t('page.unread', { parts: parts.join(', ') })}
    </p>
  );
}

/** In the place of a headline that is not there: why. */
function HeadlineState({ trouble, ...headline }: Headline) {
  const { t } = useWords();
  return (
    <>
      {trouble && (
        <p className="trouble" role="alert">
          {t('page.trouble', { why: trouble.message })}
        </p>
      )}
      {isAwaited({ trouble, ...headline }) && (
        <p className="waiting" role="status">
          {t('page.loading')}
        </p>
      )}
      {headline.main === null && <p className="nothing">{t('page.nothing')}</p>}
    </>
  );
}

/** The headline's answer, and its charts. */
function Charted({ main, family, address, names, flashing, go }: Headline & PageParts) {
  if (!main || !family) return null;
  const { period, clock } = address;
  return (
    <>
      <Answer states={family} period={period} clock={clock} names={names} flashing={flashing} go={go} />
      <InSight>
        <Views address={address} main={main} family={family} names={names} flashing={flashing} go={go} />
      </InSight>
    </>
  );
}

/** The table of figures. */
function Figures({ address, names, flashing, go }: PageParts) {
  const { t } = useWords();
  return (
    <InSight>
      <StandIn>
        <Suspense fallback={<p className="waiting">{t('page.loading')}</p>}>
          <FiguresTable address={address} names={names} flashing={flashing} go={go} />
        </Suspense>
      </StandIn>
    </InSight>
  );
}

interface Headline {
  /** The series that it is about, but for its flow; null where nothing fits, undefined while that is not known. */
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

/** Says when something is being read, and spares what is in it from being drawn anew for that. */
function Main({ children }: { children: ReactNode }) {
  return (
    <main id="main" aria-busy={useIsFetching() > 0}>
      {children}
    </main>
  );
}

import { useIsFetching } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ServedState } from '@silkgauge/contract';
import { isList, type Address, type Filter } from './address/address.ts';
import { useAddress } from './address/use-address.ts';
import { Answer } from './answer/answer.tsx';
import { Headline, useHeadlineOf } from './answer/use-headline.ts';
import { ApiRefusal } from './api/client.ts';
import { useCredential } from './api/credential.ts';
import { troubleOf, type Trouble as Away } from './api/missing.ts';
import { useNames, useStates } from './api/queries.ts';
import { useFollowing } from './api/use-live.ts';
import { Feed } from './feed/feed.tsx';
import { Announcer, LiveStatus } from './feed/live-status.tsx';
import { familyFilter } from './figures/main-series.ts';
import { useMainSeries } from './figures/use-main-series.ts';
import { ClockControl } from './find/clock-control.tsx';
import { Finder } from './find/finder.tsx';
import { ShowingChanges } from './flashing.tsx';
import { ForgetKey, KeyForm } from './key/key-form.tsx';
import { SettingsMenu } from './settings/settings-menu.tsx';
import { useSettings } from './settings/settings.ts';
import { useSettled } from './settled.ts';
import { Instead } from './controls/instead.tsx';
import { lazyPart } from './controls/lazy-part.ts';
import { StandIn } from './controls/stand-in.tsx';
import { Views } from './views/views.tsx';
import { InSight } from './in-sight.tsx';
import { nothingYetText } from './words/clock-text.ts';
import type { Language } from './words/languages.ts';
import { Speaking, useWords } from './words/language.tsx';
import { useChineseFonts } from './words/use-chinese-fonts.ts';

const FiguresTable = lazyPart<{ address: Address }>(() =>
  import('./find/figures-table.tsx').then((table) => ({ default: table.FiguresTable })),
);
const DataPanel = lazyPart<{ address: Address }>(() =>
  import('./data/data-panel.tsx').then((panel) => ({ default: panel.DataPanel })),
);
const bringDrawer = () => import('./why/drawer.tsx').then((drawer) => ({ default: drawer.Drawer }));
const Drawer = lazyPart(bringDrawer);

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
  const { refusal } = useCredential();
  useFollowing();
  return (
    <Speaking language={language} names={names}>
      <ShowingChanges>{refusal === null ? <Page /> : <ClosedPage />}</ShowingChanges>
    </Speaking>
  );
}

const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

function Page() {
  const { t, language } = useWords();
  const { address, unread } = useAddress();
  const { clock, filter, why } = address;
  const found = useDeferredValue(useFound(address));
  const isPageSettled = useSettled();
  useEffect(() => {
    // In advance; a failure is told when the drawer is asked for.
    if (isPageSettled) bringDrawer().catch(() => undefined);
  }, [isPageSettled]);
  // Content below the headline waits for the headline, so that nothing shifts.
  const isWaiting = isWaitedFor(found);
  useChineseFonts(language, !isWaiting);
  return (
    <>
      <a className="skip" href="#main">
        {t('page.skip')}
      </a>
      <PageHeader>
        <StandIn of={clock}>
          <LiveStatus clock={clock} />
          <ToPages />
          <ForgetKey />
          <SettingsMenu />
        </StandIn>
      </PageHeader>
      <Main>
        {unread.length > 0 && <Trouble>{t('page.unread', { parts: unread.join(t('word.comma')) })}</Trouble>}
        <StandIn of={address}>
          <ClockControl
            address={address}
            isServed={found.trouble === null && found.family?.length !== 0}
            main={found.main}
          />
        </StandIn>
        <FoundState {...found} clock={clock} />
        {!isWaiting && <Charted {...found} address={address} />}
        {!isWaiting && <Figures address={address} />}
      </Main>
      <Aside filter={filter} clock={clock} />
      <StandIn waiting={null}>
        <Announcer />
      </StandIn>
      <OnDemand why={why} clock={clock} />
    </>
  );
}

/** The table of figures, and their data to take away. */
const Figures = ({ address }: { address: Address }) => (
  <InSight>
    <StandIn of={address}>
      <FiguresTable address={address} />
    </StandIn>
    <StandIn of={address}>
      <DataPanel address={address} />
    </StandIn>
  </InSight>
);

const Aside = ({ filter, clock }: Pick<Address, 'filter' | 'clock'>) => (
  <aside className="page-side">
    <InSight>
      <StandIn of={filter}>
        <Finder filter={filter} clock={clock} />
      </StandIn>
      <StandIn of={filter}>
        <Feed filter={filter} />
      </StandIn>
    </InSight>
  </aside>
);

function PageHeader({ children }: { children: ReactNode }) {
  const { t } = useWords();
  return (
    <header className="page-header">
      <div>
        <h1>{t('page.title')}</h1>
        <p>{t('page.claim')}</p>
      </div>
      {children}
    </header>
  );
}

/** Leads to the pages that need no script, which a browser asks for without the key of the page. */
function ToPages() {
  const { t, language } = useWords();
  const { key } = useCredential();
  if (key !== null) return null;
  return PLAIN_PAGES.map((page) => (
    <a key={page} href={`/${page}?lang=${language}`}>
      {t(`page.${page}`)}
    </a>
  ));
}

const PLAIN_PAGES = ['bulletins', 'alerts', 'releases'] as const;

/** What stands there while the API lets nobody read without another key. */
function ClosedPage() {
  const { language } = useWords();
  useChineseFonts(language, true);
  return (
    <>
      <PageHeader>
        <SettingsMenu />
      </PageHeader>
      <main id="main">
        <KeyForm />
      </main>
    </>
  );
}

/** The drawer from its first opening on; what keeps the drawer away is told in sight of any place. */
function OnDemand(asked: Pick<Address, 'why' | 'clock'>) {
  const [isWanted, setWanted] = useState(asked.why !== null);
  if (asked.why !== null && !isWanted) setWanted(true);
  if (!isWanted) return null;
  return (
    <div className="on-demand">
      <StandIn of={asked.why} waiting={null}>
        <Drawer {...asked} />
      </StandIn>
    </div>
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
function FoundState({ clock, ...found }: Found & Pick<Address, 'clock'>) {
  const words = useWords();
  const { t } = words;
  const { main, family, trouble, isAhead } = found;
  if (isAhead && clock && 'asOf' in clock)
    return <Trouble>{t('clock.ahead', { sequence: clock.asOf })}</Trouble>;
  if (trouble) return <Instead of={trouble} />;
  if (isWaitedFor(found)) return <Instead of={{ kind: 'loading' }} isTall />;
  if (main && family?.length !== 0) return null;
  return (
    <Instead
      of={{ kind: 'empty' }}
      empty={main && clock !== null ? nothingYetText(clock, words) : t('page.nothing')}
    />
  );
}

/** The headline, and the view: a chart of the headline, or a list. */
function Charted({ main, family, address }: Found & { readonly address: Address }) {
  const { headline, isAwaited } = useHeadlineOf(family ?? NO_STATES, address);
  const isTold = main && family && family.length > 0;
  if (!isTold && !isList(address.view)) return null;
  if (isAwaited) return <Instead of={{ kind: 'loading' }} isTall />;
  return (
    <Headline value={headline}>
      {isTold && (
        <StandIn of={address}>
          <Answer states={family} period={address.period} clock={address.clock} />
        </StandIn>
      )}
      <InSight>
        <Views address={address} main={isTold ? main : null} family={family ?? NO_STATES} />
      </InSight>
    </Headline>
  );
}

const NO_STATES: readonly ServedState[] = [];

interface Found {
  /** Dimensions of the series without its flow; null: no series fits the filter; undefined: not yet known. */
  readonly main: Filter | null | undefined;
  readonly family: readonly ServedState[] | undefined;
  readonly trouble: Away | null;
  /** Whether the clock asks for a change that is still to come. */
  readonly isAhead: boolean;
}

function useFound({ filter, period, clock }: Address): Found {
  const found = useMainSeries(filter, period, clock);
  const { data: main } = found;
  const asked = useMemo(() => (main ? { filter: familyFilter(main), clock } : null), [main, clock]);
  const answer = useStates(asked);
  const trouble = troubleOf(found) ?? (asked && troubleOf(answer));
  const isAhead = isAheadOfLog(found.error ?? answer.error);
  // Where the answer on this choice does not come, that on the choice before tells nothing.
  const isOld = trouble !== null && (found.isPlaceholderData || answer.isPlaceholderData);
  const family = isOld ? undefined : answer.data?.items;
  const [kind, why] = [trouble?.kind, trouble?.kind === 'error' ? trouble.why : ''];
  return useMemo(() => {
    const told = kind === 'error' ? { kind, why } : kind ? { kind } : null;
    return { main, family, trouble: told, isAhead };
  }, [main, family, kind, why, isAhead]);
}

const isAheadOfLog = (error: Error | null): boolean =>
  error instanceof ApiRefusal && error.rules.includes('ahead-of-log');

const isWaitedFor = ({ main, family, trouble }: Found): boolean =>
  !trouble && (main === undefined || (main !== null && !family));

/** Sets `aria-busy` while queries run, without a render of its children. */
function Main({ children }: { children: ReactNode }) {
  return (
    <main id="main" aria-busy={useIsFetching() > 0}>
      {children}
    </main>
  );
}

import { memo, useEffect } from 'react';
import type { ServedState } from '@silkgauge/contract';
import { VIEWS } from '@silkgauge/codelists';
import { isList, type Address, type Filter } from '../address/address.ts';
import { PageLink } from '../controls/page-link.tsx';
import { useWords } from '../words/language.tsx';
import { useSettled } from '../settled.ts';
import { StandIn } from '../controls/stand-in.tsx';
import { bringViews, CHART_COMPONENTS, LIST_COMPONENTS } from './view-modules.ts';

export interface ViewsProps {
  readonly address: Address;
  /** Null without a headline: then only lists are shown. */
  readonly main: Filter | null;
  readonly family: readonly ServedState[];
}

/** Tabs of the views; each view has an address. */
export const Views = memo(function Views({ address, main, family }: ViewsProps) {
  const { t } = useWords();
  const isPageSettled = useSettled();
  useEffect(() => {
    if (isPageSettled) bringViews();
  }, [isPageSettled]);
  return (
    <section className="views">
      <h2 className="unseen">{t('view.title')}</h2>
      <nav aria-label={t('view.title')}>
        <ul>
          {VIEWS.codes.map((view) => (
            <li key={view}>
              <PageLink to={{ view }} isCurrent={view === address.view}>
                {t(`view.${view}`)}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      <StandIn key={address.view}>
        <Shown {...{ address, main, family }} />
      </StandIn>
    </section>
  );
});

function Shown({ address, main, family }: ViewsProps) {
  const { view } = address;
  if (isList(view)) {
    const List = LIST_COMPONENTS[view];
    return <List address={address} />;
  }
  const Chart = CHART_COMPONENTS[view];
  return main && <Chart {...{ address, main, family }} />;
}

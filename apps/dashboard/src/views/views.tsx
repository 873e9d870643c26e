import { memo, useEffect, type MouseEvent } from 'react';
import { VIEWS, writeAddress, type View } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { useWords } from '../words/language.tsx';
import { useStanding } from '../standing.ts';
import { StandIn } from '../controls/stand-in.tsx';
import { bringViews, VIEW_COMPONENTS } from './view-modules.ts';
import type { ViewProps } from './view.tsx';

/** Tabs of the charts; each chart has an address. */
export const Views = memo(function Views(props: ViewProps) {
  const { address } = props;
  const { t } = useWords();
  const Shown = VIEW_COMPONENTS[address.view];
  const isStanding = useStanding();
  useEffect(() => {
    if (isStanding) bringViews();
  }, [isStanding]);
  const follow = (event: MouseEvent, view: View) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go({ view });
  };
  return (
    <section className="views">
      <h2 className="unseen">{t('view.title')}</h2>
      <nav aria-label={t('view.title')}>
        <ul>
          {VIEWS.map((view) => (
            <li key={view}>
              <a
                href={writeAddress({ ...address, view })}
                aria-current={view === address.view ? 'page' : undefined}
                onClick={(event) => follow(event, view)}
              >
                {t(`view.${view}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <StandIn key={address.view}>
        <Shown {...props} />
      </StandIn>
    </section>
  );
});

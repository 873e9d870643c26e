import type { MouseEvent } from 'react';
import { VIEWS, writeAddress, type View } from '../address/address.ts';
import { useWords } from '../words/language.tsx';
import { CompareView } from './compare-view.tsx';
import { ContributionsView } from './contributions-view.tsx';
import { IndexView } from './index-view.tsx';
import { OverTimeView } from './over-time-view.tsx';
import { SmallMultiplesView } from './small-multiples-view.tsx';
import type { ViewProps } from './view-props.ts';

const VIEW: Readonly<Record<View, (props: ViewProps) => React.ReactNode>> = {
  'over-time': OverTimeView,
  compare: CompareView,
  contributions: ContributionsView,
  'small-multiples': SmallMultiplesView,
  index: IndexView,
};

/** The charts, one at a time; each has an address of its own. */
export function Views(props: ViewProps) {
  const { address, go } = props;
  const { t } = useWords();
  const Shown = VIEW[address.view];
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
                onClick={(event) => {
                  follow(event, view);
                }}
              >
                {t(`view.${view}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Shown key={address.view} {...props} />
    </section>
  );
}

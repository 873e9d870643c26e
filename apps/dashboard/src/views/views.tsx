import { lazy, Suspense, type ComponentType, type MouseEvent } from 'react';
import { VIEWS, writeAddress, type View } from '../address/address.ts';
import { useWords } from '../words/language.tsx';
import type { ViewProps } from './view-props.ts';

/** Each view comes when it is first looked at: the answer need not wait for the charts. */
const VIEW: Readonly<Record<View, ComponentType<ViewProps>>> = {
  'over-time': lazy(() => import('./over-time-view.tsx').then((view) => ({ default: view.OverTimeView }))),
  compare: lazy(() => import('./compare-view.tsx').then((view) => ({ default: view.CompareView }))),
  contributions: lazy(() =>
    import('./contributions-view.tsx').then((view) => ({ default: view.ContributionsView })),
  ),
  'small-multiples': lazy(() =>
    import('./small-multiples-view.tsx').then((view) => ({ default: view.SmallMultiplesView })),
  ),
  index: lazy(() => import('./index-view.tsx').then((view) => ({ default: view.IndexView }))),
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
      <Suspense fallback={<p className="waiting">{t('page.loading')}</p>}>
        <Shown key={address.view} {...props} />
      </Suspense>
    </section>
  );
}

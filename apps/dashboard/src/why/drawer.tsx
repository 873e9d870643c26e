import { useEffect, useRef } from 'react';
import { ApiLink } from '../controls/api-link.tsx';
import type { Explanation, ServedState } from '@silkgauge/contract';
import { clockQuery, type Clock } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { path, statePath } from '../api/client.ts';
import { missingOf } from '../api/missing.ts';
import { useExplanation, useNotices } from '../api/queries.ts';
import { Cite } from '../cite/cite.tsx';
import { Follow } from '../cite/follow.tsx';
import { Instead } from '../controls/instead.tsx';
import { NoticeList } from '../controls/notice-list.tsx';
import { PageLink } from '../controls/page-link.tsx';
import { listedNotice } from '../controls/programmes.ts';
import { Flags } from '../figures/flags.tsx';
import { whatText } from '../figures/figure-words.ts';
import { SidesView } from '../figures/sides-view.tsx';
import { measuresOf } from '../figures/sides.ts';
import { useWords } from '../words/language.tsx';
import { seriesSource, seriesTitle } from '../words/series-names.ts';
import { instantText, periodText } from '../words/period.ts';
import { chartOf } from './chart-of.ts';
import { Formulas } from './formulas.tsx';
import { Gaps } from './gaps.tsx';
import { History } from './history.tsx';
import { Prints } from './prints.tsx';
import { reasonText } from './reason.ts';

interface DrawerProps {
  /** `<series key>/<period>`; null: the drawer is closed. */
  readonly why: string | null;
  readonly clock: Clock | null;
}

/** Explains a figure: sides, prints with quotes and events, formulas, and history. */
export function Drawer({ why, clock }: DrawerProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (why !== null && dialog.current?.open === false) dialog.current.showModal();
    if (why === null) dialog.current?.close();
  }, [why]);
  return (
    <dialog
      ref={dialog}
      className="drawer"
      aria-labelledby="why-title"
      onClose={() => go({ why: null })}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <div className="drawer-content">
        <header>
          <h2 id="why-title">{t('why.title')}</h2>
          <form method="dialog">
            <button type="submit" className="close" aria-label={t('word.close')}>
              ×
            </button>
          </form>
        </header>
        {why !== null && <Explained key={why} why={why} clock={clock} />}
      </div>
    </dialog>
  );
}

function Explained({ why, clock }: DrawerProps & { readonly why: string }) {
  const { t } = useWords();
  const answer = useExplanation(why, clock);
  const { data } = answer;
  if (!data) return <Instead of={missingOf([answer], true)} />;
  const { state } = data;
  const own = data.prints.filter(({ key }) => key === state.key);
  const others = data.prints.filter(({ key }) => key !== state.key);
  return (
    <>
      <Told explanation={data} />
      <Gaps explanation={data} />
      <Prints title={t('why.prints')} prints={own} />
      <Formulas explanation={data} />
      {others.length > 0 && <Prints title={t('why.print-behind')} prints={others} whose />}
      {data.sales && <Sales {...data.sales} />}
      <History why={why} clock={clock} prints={own} />
      <NoticesInScope notices={state.notices} />
      <Cite state={data.state} />
      <Follow series={state.series} period={state.period} />
      <Links why={why} clock={clock} />
    </>
  );
}

function Told({ explanation }: { explanation: Explanation }) {
  const { state } = explanation;
  const words = useWords();
  return (
    <>
      <h3>
        {seriesTitle(state.series, words)}
        {words.t('word.clause')}
        {periodText(state.period, words.language)}
      </h3>
      <p className="source">{seriesSource(state.series, words)}</p>
      <p className="because">{reasonText(explanation, words)}</p>
      <p className="key">
        <code>{state.key}</code>
      </p>
      <ToChart state={state} />
      {measuresOf(state).map(({ measure, comparison, sides }) => (
        <section key={`${measure} ${comparison ?? ''}`} className="told">
          <h4>{whatText(measure, comparison, null, words)}</h4>
          <SidesView state={state} sides={sides} measure={measure} />
        </section>
      ))}
      <Flags of={state} />
    </>
  );
}

/** Leads to the chart that shows the series and the period of a state. */
function ToChart({ state }: Pick<Explanation, 'state'>) {
  const { t } = useWords();
  const chart = chartOf(state);
  if (!chart) return null;
  return (
    <p className="files">
      <PageLink to={chart} then={bringCharts}>
        {t('why.chart')}
      </PageLink>
    </p>
  );
}

/** Scrolls to the charts once the drawer is closed. */
const bringCharts = () => {
  requestAnimationFrame(() => document.querySelector('.views')?.scrollIntoView());
};

function NoticesInScope({ notices }: Pick<ServedState, 'notices'>) {
  const register = new Map(useNotices().data?.items.map((entry) => [entry.notice, entry]));
  return <NoticeList notices={notices.map((mark) => listedNotice(mark, register.get(mark.notice)))} />;
}

/** Links to the API: the state, its explanation, history and vintages. */
function Links({ why, clock }: { why: string; clock: Clock | null }) {
  const { t } = useWords();
  return (
    <p className="files">
      {t('why.links')}{' '}
      {['', '/explain', '/history', '/vintages'].map((what) => (
        <ApiLink
          key={what}
          file={`${what === '' ? 'state' : what.slice(1)}.json`}
          href={path(
            `${statePath(why)}${what}`,
            ...(what === '' || what === '/explain' ? clockQuery(clock) : []),
          )}
        >
          {what === '' ? 'state' : what.slice(1)}
        </ApiLink>
      ))}
    </p>
  );
}

function Sales({ counts: { last, ...counts }, ranges }: NonNullable<Explanation['sales']>) {
  const { t, language } = useWords();
  return (
    <section>
      <p>{t('why.sales', counts)}</p>
      <ul>
        {ranges?.map((range) => (
          <li key={`${range.topic} ${range.partition} ${range.from}`}>
            <code>{t('why.range', { ...range, partition: String(range.partition) })}</code>
          </li>
        ))}
      </ul>
      {last !== undefined && <p>{t('why.last', { instant: instantText(last, language) })}</p>}
    </section>
  );
}

import { useMemo, useState } from 'react';
import { clockQuery, filterQuery } from '../address/address.ts';
import { path } from '../api/client.ts';
import { useStates } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { ListFrame } from '../views/list-frame.tsx';
import type { ListProps } from '../views/view.tsx';
import './conflicts.css';
import { OpenFigureItem } from './open-figure-item.tsx';
import { CONFLICTING, OPEN, OPEN_KINDS, openFigures } from './open-figures.ts';

const AT_FIRST = 20;

/** All conflicts and open readings under the filter, with what would settle each. */
export function ConflictsView({ address: { filter, period, clock } }: ListProps) {
  const { t } = useWords();
  const [shown, setShown] = useState(AT_FIRST);
  const asked = { filter, clock, ...(period === null ? {} : { periods: [period] }) };
  const answers = [useStates({ ...asked, verdicts: CONFLICTING }), useStates({ ...asked, flags: OPEN })];
  const [conflicting, open] = answers.map(({ data }) => data?.items);
  const figures = useMemo(() => {
    const states = new Map([...(conflicting ?? []), ...(open ?? [])].map((state) => [state.key, state]));
    return openFigures([...states.values()]);
  }, [conflicting, open]);
  const trouble = answers.find(({ error }) => error !== null)?.error;
  const isPending = answers.some(({ isPending: waits }) => waits);
  const isCut = answers.some(({ data }) => data !== undefined && data.next !== null);
  const counts = OPEN_KINDS.map((kind) => [kind, figures.filter((one) => one.kind === kind).length]);
  return (
    <ListFrame view="conflicts">
      {trouble && <p className="trouble">{t('page.trouble', { why: trouble.message })}</p>}
      {figures.length === 0 && !trouble && (
        <p className="nothing">{t(isPending ? 'page.loading' : 'open.none')}</p>
      )}
      {figures.length > 0 && (
        <p className="counts">
          {t('open.counts', Object.fromEntries(counts))} {t('open.order')}
        </p>
      )}
      <ol className="open-figures">
        {figures.slice(0, shown).map((figure) => (
          <OpenFigureItem key={figure.id} figure={figure} />
        ))}
      </ol>
      {figures.length > shown && (
        <button type="button" onClick={() => setShown(shown + AT_FIRST)}>
          {t('table.more')}
        </button>
      )}
      {isCut && <p className="nothing">{t('view.too-many', { count: figures.length })}</p>}
      <p className="files">
        <a
          href={path(
            '/v1/growth.csv',
            ...filterQuery(filter),
            period === null ? null : `period=${encodeURIComponent(period)}`,
            'verdict=conflicts',
            ...clockQuery(clock),
          )}
          download
        >
          {t('open.file')}
        </a>
      </p>
    </ListFrame>
  );
}

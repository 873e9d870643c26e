import { useMemo } from 'react';
import { missingOf } from '../api/missing.ts';
import { useReliability } from '../api/queries.ts';
import { Instead } from '../controls/instead.tsx';
import { PageLink } from '../controls/page-link.tsx';
import { useWords } from '../words/language.tsx';
import { ListFrame } from '../views/list-frame.tsx';
import type { ListProps } from '../views/view.tsx';
import { reliabilityRows, type ReliabilityRow } from './records.ts';

const SIZES = ['revised', 'median', 'mean', 'absolute', 'upward', 'flips', 'days'] as const;

/** How much the figures of each reporter and indicator were revised, with method and limits in words. */
export function ReliabilityView({ address: { filter, clock } }: ListProps) {
  const words = useWords();
  const { t } = words;
  const answer = useReliability(filter, clock);
  const { data } = answer;
  const rows = useMemo(() => reliabilityRows(data?.items ?? [], words), [data, words]);
  return (
    <ListFrame view="reliability">
      {filter.selection && <p className="counts">{t('find.not-selected')}</p>}
      {clock && 'asOf' in clock && <p className="counts">{t('reliability.now')}</p>}
      <Instead of={missingOf([answer], rows.length === 0)} empty={t('reliability.none')} />
      {rows.length > 0 && <Rows rows={rows} />}
      {data !== undefined && data.next !== null && (
        <p className="nothing">{t('view.too-many', { count: rows.length })}</p>
      )}
      <details open>
        <summary>{t('reliability.method')}</summary>
        {(['count', 'limits', 'meaning'] as const).map((part) => (
          <p key={part} className="counts">
            {t(`reliability.method.${part}`)}
          </p>
        ))}
      </details>
    </ListFrame>
  );
}

function Rows({ rows }: { readonly rows: readonly ReliabilityRow[] }) {
  const { t } = useWords();
  const title = t('reliability.table');
  return (
    // Focusable, so that the keyboard can scroll sideways.
    <div className="chart-table-room" role="region" aria-label={title} tabIndex={0}>
      <table className="chart-table">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dimension.reporter')}</th>
            <th scope="col">{t('reliability.figure')}</th>
            {SIZES.map((size) => (
              <th key={size} scope="col" className="chart-numeric">
                {t(`reliability.${size}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, reporter, filter, figure, ...sizes }) => (
            <tr key={id}>
              <th scope="row">
                <PageLink to={{ view: 'over-time', filter, period: null, by: null }}>{reporter}</PageLink>
              </th>
              <td>{figure}</td>
              {SIZES.map((size) => (
                <td key={size} className="chart-numeric">
                  {sizes[size] ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { useState } from 'react';
import type { Clock } from '../address/address.ts';
import { useHistory, useVintages } from '../api/queries.ts';
import {
  comparisonText,
  isSigned,
  measureText,
  pointsOf,
  pointText,
  readingsText,
  sideText,
} from '../figures/figure-words.ts';
import { useWords } from '../words/language.tsx';
import { dayText, instantText } from '../words/period.ts';
import { StepLine } from './step-line.tsx';
import { vintageRows, type Column } from './vintage-rows.ts';

/** What was known when, as a step line and as a heat map: by day of publication, or by version served here. */
export function History({ why, clock }: { why: string; clock: Clock | null }) {
  const words = useWords();
  const { t, language } = words;
  const [by, setBy] = useState<'vintages' | 'versions'>('vintages');
  const [line, setLine] = useState<string | null>(null);
  const vintages = useVintages(by === 'vintages' ? why : null);
  const versions = useHistory(by === 'versions' ? why : null, clock);
  const until = clock && 'publishedBy' in clock ? `${clock.publishedBy}T23:59:59.999Z` : null;
  const states =
    by === 'vintages'
      ? (vintages.data?.items ?? [])
          .filter(({ publishedBy }) => until === null || publishedBy <= until)
          .map((state) => ({ at: state.publishedBy, state }))
      : (versions.data?.items ?? []).map((state) => ({ at: state.knownAt ?? '', state }));
  const { columns, rows } = vintageRows(states);
  const shown =
    columns.find(({ id }) => id === line) ??
    columns.find(({ measure }) => measure === 'growth') ??
    columns[0];
  const title = ({ measure, comparison, side }: Column) =>
    [
      measureText(measure, t),
      measure === 'growth' ? comparisonText(comparison, words) : '',
      sideText(side, t),
    ]
      .filter(Boolean)
      .join(' ');
  const when = (at: string) => (by === 'vintages' ? dayText(at, language) : instantText(at, language));
  return (
    <section className="history">
      <h4>{t('why.history')}</h4>
      <div className="choices" role="group" aria-label={t('why.history')}>
        {(['vintages', 'versions'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={by === one}
            onClick={() => {
              setBy(one);
            }}
          >
            {t(`why.${one}`)}
          </button>
        ))}
      </div>
      {shown && rows.length > 0 && (
        <>
          {columns.length > 1 && (
            <label className="choice">
              <span>{t('view.measure')}</span>
              <select
                value={shown.id}
                onChange={({ target }) => {
                  setLine(target.value);
                }}
              >
                {columns.map((column) => (
                  <option key={column.id} value={column.id}>
                    {title(column)}
                  </option>
                ))}
              </select>
            </label>
          )}
          <StepLine
            title={title(shown)}
            steps={rows.flatMap(({ at, cells }) => {
              const side = cells.get(shown.id)?.side;
              return side
                ? [
                    {
                      at,
                      when: when(at),
                      points: pointsOf(side, isSigned(shown.measure), words),
                      status: side.status,
                    },
                  ]
                : [];
            })}
          />
          <div className="scroll" role="region" aria-label={t('why.heat')} tabIndex={0}>
            <table className="heat">
              <caption>{t('why.heat-caption')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t(by === 'vintages' ? 'clock.label' : 'why.version')}</th>
                  {columns.map((column) => (
                    <th key={column.id} scope="col">
                      {title(column)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ at, state, cells }) => (
                  <tr key={`${at} ${String(state.version)}`}>
                    <th scope="row">
                      {when(at)}
                      {by === 'versions' && state.change && (
                        <small>
                          {t('answer.vintage', { count: state.version ?? 0 })}:{' '}
                          {t(`reason.${state.change.reason}`)}
                        </small>
                      )}
                    </th>
                    {columns.map(({ id, measure }) => {
                      const cell = cells.get(id);
                      return (
                        <td
                          key={id}
                          className={
                            cell ? `heat-${String(cell.heat ?? 'open')}${cell.isNew ? ' new' : ''}` : 'none'
                          }
                        >
                          {cell
                            ? readingsText(
                                pointsOf(cell.side, isSigned(measure), words).map((point) =>
                                  pointText({ ...point, between: null }, t),
                                ),
                                cell.side,
                                t,
                              )
                            : '–'}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

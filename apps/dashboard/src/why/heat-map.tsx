import { isSigned, pointsOf, pointText, readingsText } from '../figures/figure-words.ts';
import { useWords } from '../words/language.tsx';
import { instantOf, type By, type VintageCell, type VintageRow, type VintageRows } from './vintage-rows.ts';

interface HeatMapProps extends VintageRows {
  readonly by: By;
  /** In the order of the columns. */
  readonly titles: readonly string[];
}

/** Each measure at each vintage, the darker the farther from the last value. */
export function HeatMap({ by, columns, titles, rows }: HeatMapProps) {
  const { t } = useWords();
  return (
    <div className="scroll" role="region" aria-label={t('why.heat')} tabIndex={0}>
      <table className="heat">
        <caption>{t('why.heat-caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(by === 'vintages' ? 'clock.label' : 'why.version')}</th>
            {columns.map(({ id }, at) => (
              <th key={id} scope="col">
                {titles[at]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.at} ${row.state.version}`}>
              <RowHead by={by} row={row} />
              {columns.map(({ id, measure }) => (
                <HeatCell key={id} cell={row.cells.get(id)} signed={isSigned(measure)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The instant of a row; a version also has its number and reason. */
function RowHead({ by, row }: { by: By; row: VintageRow }) {
  const { state } = row;
  const words = useWords();
  const { t } = words;
  return (
    <th scope="row">
      {instantOf(row, words)}
      {by === 'versions' && state.change && (
        <small>
          {t('answer.vintage', { count: state.version ?? 0 })}
          {t('word.colon')}
          {t(`reason.${state.change.reason}`)}
        </small>
      )}
    </th>
  );
}

function HeatCell({ cell, signed }: { cell: VintageCell | undefined; signed: boolean }) {
  const words = useWords();
  const { t } = words;
  if (!cell) return <td className="none">–</td>;
  const texts = pointsOf(cell.side, signed, words).map((point) => pointText({ ...point, between: null }, t));
  return (
    <td className={`heat-${cell.heat ?? 'open'}${cell.isNew ? ' new' : ''}`}>
      {readingsText(texts, cell.side, t)}
    </td>
  );
}

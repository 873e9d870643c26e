import type { ReactNode } from 'react';
import type { ExplainedPrint } from '@silkgauge/contract';
import { authorOf } from '@silkgauge/words';
import { isSigned, pointsOf, pointText, readingsText } from '../figures/figure-words.ts';
import { originOf } from '../figures/print-source.ts';
import { useWords } from '../words/language.tsx';
import type { MessageId } from '../words/messages.ts';
import { dimensionsOfKey } from '../words/series-names.ts';
import type { Words } from '../words/words-of.ts';
import { printedText } from './printed-text.ts';
import type { PrintedRows } from './vintage-prints.ts';
import { instantOf, type By, type VintageCell, type VintageRow } from './vintage-rows.ts';

interface HeatMapProps extends PrintedRows<ExplainedPrint> {
  readonly by: By;
  /** In the order of the columns. */
  readonly titles: readonly string[];
}

/** Each measure at each vintage, the darker the farther from the last value, with the other prints of the day. */
export function HeatMap({ by, columns, titles, rows }: HeatMapProps) {
  const { t, language } = useWords();
  const captions = [
    t('why.heat-caption'),
    ...(rows.some(({ prints }) => prints.size > 0) ? [t('why.heat-prints')] : []),
  ];
  return (
    <div className="scroll" role="region" aria-label={t('why.heat')} tabIndex={0}>
      <table className="heat">
        <caption>{captions.join(language === 'zh' ? '' : ' ')}</caption>
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
            <tr key={`${row.at} ${row.state?.version}`}>
              <RowHead by={by} row={row} />
              {columns.map(({ id, measure }) => (
                <HeatCell key={id} cell={row.cells.get(id)} signed={isSigned(measure)}>
                  <OtherPrints prints={row.prints.get(id) ?? []} />
                </HeatCell>
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
      {by === 'versions' && state?.change && (
        <small>
          {t('answer.vintage', { count: state.version ?? 0 })}
          {t('word.colon')}
          {t(`reason.${state.change.reason}`)}
        </small>
      )}
    </th>
  );
}

interface HeatCellProps {
  readonly cell: VintageCell | undefined;
  readonly signed: boolean;
  readonly children: ReactNode;
}

function HeatCell({ cell, signed, children }: HeatCellProps) {
  const words = useWords();
  const { t } = words;
  if (!cell) return <td className="none">–{children}</td>;
  const texts = pointsOf(cell.side, signed, words).map((point) => pointText({ ...point, between: null }, t));
  return (
    <td className={`heat-${cell.heat ?? 'open'}${cell.isNew ? ' new' : ''}`}>
      {readingsText(texts, cell.side, t)}
      {children}
    </td>
  );
}

/** What else was printed on a day, what became of it, and who printed it. */
function OtherPrints({ prints }: { prints: readonly ExplainedPrint[] }) {
  const words = useWords();
  if (prints.length === 0) return null;
  return (
    <ul className="others">
      {prints.map((print) => (
        <li key={`${print.source} ${print.id}`} className={print.standing ?? ''}>
          <b>{printedText(print, words)}</b> {becameText(print, words)}
        </li>
      ))}
    </ul>
  );
}

/** `excluded by its parts · journal archive fx361.cc` */
function becameText({ standing, key, document, ...print }: ExplainedPrint, words: Words): string {
  const origin = originOf(dimensionsOfKey(key), { ...print, document: document ?? '' }, words);
  const stands = standing === null ? [] : [words.t(`standing.${standing}` as MessageId)];
  return [...stands, authorOf(origin, words.language)].join(' · ');
}

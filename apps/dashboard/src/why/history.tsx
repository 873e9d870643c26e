import type { ExplainedPrint } from '@silkgauge/contract';
import { useState } from 'react';
import type { Clock } from '../address/address.ts';
import { useHistory, useVintages } from '../api/queries.ts';
import { Buttons, Choice } from '../controls/choice.tsx';
import { isSigned, pointsOf, whatText } from '../figures/figure-words.ts';
import { useWords, type Words } from '../words/language.tsx';
import { HeatMap } from './heat-map.tsx';
import type { FigureStep } from './step-layout.ts';
import { StepLine } from './step-line.tsx';
import {
  instantOf,
  vintageRows,
  type By,
  type VintageColumn,
  type DatedState,
  type VintageRow,
} from './vintage-rows.ts';
import { withPrints, type PrintedRows } from './vintage-prints.ts';

interface HistoryProps {
  readonly why: string;
  readonly clock: Clock | null;
  /** Of the figures of the state, with what became of them. */
  readonly prints: readonly ExplainedPrint[];
}

/** History of a state by day of publication or by version, as a step line and as a heat map. */
export function History({ why, clock, prints }: HistoryProps) {
  const { t } = useWords();
  const [by, setBy] = useState<By>('vintages');
  const known = vintageRows(useKnown(why, by, clock));
  return (
    <section className="history">
      <h4>{t('why.history')}</h4>
      <Buttons
        className="choices"
        label={t('why.history')}
        value={by}
        options={(['vintages', 'versions'] as const).map((value) => ({ value, text: t(`why.${value}`) }))}
        onChoose={setBy}
      />
      {known.rows.length > 0 && <Rows by={by} {...withPrints(known, by === 'vintages' ? prints : [])} />}
    </section>
  );
}

/** Vintages or versions of a state, oldest first, up to the clock. */
function useKnown(why: string, by: By, clock: Clock | null): readonly DatedState[] {
  const vintages = useVintages(by === 'vintages' ? why : null).data?.items ?? [];
  const versions = useHistory(by === 'versions' ? why : null, clock).data?.items ?? [];
  if (by === 'versions') return versions.map((state) => ({ at: state.knownAt, state }));
  const until = clock && 'publishedBy' in clock ? `${clock.publishedBy}T23:59:59.999Z` : null;
  return vintages
    .filter(({ publishedBy }) => until === null || publishedBy <= until)
    .map((state) => ({ at: state.publishedBy, given: state.publishedAt, state }));
}

function Rows({ by, columns, rows }: PrintedRows<ExplainedPrint> & { readonly by: By }) {
  const words = useWords();
  const [line, setLine] = useState<string | null>(null);
  const shown =
    columns.find(({ id }) => id === line) ??
    columns.find(({ measure }) => measure === 'growth') ??
    columns[0];
  if (!shown) return null;
  const titles = columns.map((column) => titleOf(column, words));
  return (
    <>
      <Choice
        label={words.t('view.measure')}
        value={shown.id}
        options={columns.map(({ id }, at) => ({ value: id, text: titles[at] ?? '' }))}
        onChoose={setLine}
      />
      <StepLine title={titleOf(shown, words)} steps={stepsOf(shown, rows, words)} />
      <HeatMap by={by} columns={columns} titles={titles} rows={rows} />
    </>
  );
}

const titleOf = ({ measure, comparison, side }: VintageColumn, words: Words): string =>
  whatText(measure, measure === 'growth' ? comparison : null, side, words);

function stepsOf({ id, measure }: VintageColumn, rows: readonly VintageRow[], words: Words): FigureStep[] {
  return rows.flatMap((row) => {
    const { at, cells } = row;
    const side = cells.get(id)?.side;
    if (!side) return [];
    const points = pointsOf(side, isSigned(measure), words);
    return [{ at, when: instantOf(row, words), points, status: side.status }];
  });
}

import { memo, use } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Address } from '../address/address.ts';
import { missingOf } from '../api/missing.ts';
import { useStatePages } from '../api/queries.ts';
import { Explains } from '../controls/explains.tsx';
import { Instead } from '../controls/instead.tsx';
import { Flags } from '../figures/flags.tsx';
import { comparisonText, measureText } from '../figures/figure-words.ts';
import { SidesView } from '../figures/sides-view.tsx';
import { measuresOf, shownSide } from '../figures/sides.ts';
import { Flashing } from '../flashing.tsx';
import { useWords } from '../words/language.tsx';
import { seriesSource, seriesTitle } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';

const PAGE = 25;

/** A table of the figures under the filter. */
export const FiguresTable = memo(function FiguresTable({ address }: { address: Address }) {
  const { t } = useWords();
  const { filter, period, clock } = address;
  const pages = useStatePages({
    filter,
    clock,
    limit: PAGE,
    ...(period === null ? {} : { periods: [period] }),
  });
  const states = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="figures">
      <h2 id="figures-title">{t('table.title')}</h2>
      <Instead of={missingOf([pages], states.length === 0)} />
      {states.length > 0 && <Rows states={states} />}
      {pages.hasNextPage && (
        <button
          type="button"
          className="more"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('table.more')}
        </button>
      )}
    </section>
  );
});

const COLUMNS = ['series', 'period', 'level', 'growth', 'notes'] as const;

function Rows({ states }: { states: readonly ServedState[] }) {
  const { t } = useWords();
  return (
    <div className="scroll" role="region" aria-labelledby="figures-title" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {states.map((state) => (
            <Row key={state.key} state={state} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ state }: { state: ServedState }) {
  const words = useWords();
  const { t, language } = words;
  return (
    <tr className={use(Flashing).has(state.key) ? 'flash' : ''} data-state={state.key}>
      <th scope="row">
        <Explains figure={state.key}>{seriesTitle(state.series, words)}</Explains>
        <small>{seriesSource(state.series, words)}</small>
      </th>
      <td>{periodText(state.period, language)}</td>
      <td>
        {shownSide(state.level) && (
          <SidesView state={state} sides={state.level} measure="level" digits="shown" />
        )}
      </td>
      <td>
        {measuresOf(state)
          .filter(({ measure }) => measure !== 'level')
          .map(({ measure, comparison, sides }) => (
            <div key={`${measure} ${comparison ?? ''}`} className="told">
              <p className="comparison">
                {measure === 'growth' ? comparisonText(comparison, words) : measureText(measure, t)}
              </p>
              <SidesView state={state} sides={sides} measure={measure} digits="shown" />
            </div>
          ))}
      </td>
      <td>
        <Flags of={state} />
      </td>
    </tr>
  );
}

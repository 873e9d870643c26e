import { memo } from 'react';
import type { ServedState } from '@silkgauge/contract';
import { filterQuery, clockQuery, type Address } from '../address/address.ts';
import type { Go } from '../address/use-address.ts';
import { path } from '../api/client.ts';
import { useStatePages } from '../api/queries.ts';
import { Flags } from '../figures/flags.tsx';
import { comparisonText, measureText } from '../figures/figure-words.ts';
import { SidesView } from '../figures/sides-view.tsx';
import { measuresOf, shownSide } from '../figures/sides.ts';
import { useWords } from '../words/language.tsx';
import { seriesSource, seriesTitle, type Names } from '../words/names.ts';
import { periodText } from '../words/period.ts';

const PAGE = 25;

interface FiguresTableProps {
  readonly address: Address;
  readonly names: Names;
  readonly flashing: ReadonlySet<string>;
  readonly go: Go;
}

/** Every figure that fits the filters, and the same as files. */
export const FiguresTable = memo(function FiguresTable({ address, names, flashing, go }: FiguresTableProps) {
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
      <Files address={address} />
      {states.length === 0 ? (
        <p className="nothing">{pages.isPending ? t('page.loading') : t('page.nothing')}</p>
      ) : (
        <Rows states={states} names={names} flashing={flashing} go={go} />
      )}
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

/** The figures of an address as files, by the API's own addresses. */
function Files({ address: { filter, period, clock } }: Pick<FiguresTableProps, 'address'>) {
  const query = [
    ...filterQuery(filter),
    ...(period === null ? [] : [`period=${encodeURIComponent(period)}`]),
    ...clockQuery(clock),
  ];
  return (
    <p className="files">
      <a href={path('/v1/growth.csv', ...query)} download>
        CSV
      </a>{' '}
      · <a href={path('/v1/growth.metadata.json', ...query)}>metadata.json</a> ·{' '}
      <a href={path('/v1/growth', ...query)}>JSON</a>
    </p>
  );
}

interface RowsProps extends Omit<FiguresTableProps, 'address'> {
  readonly states: readonly ServedState[];
}

const COLUMNS = ['series', 'period', 'level', 'growth', 'notes'] as const;

function Rows({ states, names, flashing, go }: RowsProps) {
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
            <Row
              key={state.key}
              state={state}
              names={names}
              isFlashing={flashing.has(state.key)}
              onOpen={() => {
                go({ why: state.key });
              }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly state: ServedState;
  readonly names: Names;
  readonly isFlashing: boolean;
  readonly onOpen: () => void;
}

function Row({ state, names, isFlashing, onOpen }: RowProps) {
  const words = useWords();
  const { t, language } = words;
  return (
    <tr className={isFlashing ? 'flash' : ''} data-state={state.key}>
      <th scope="row">
        <button type="button" className="plain" onClick={onOpen}>
          {seriesTitle(state.series, names, language)}
        </button>
        <small>{seriesSource(state.series, names, language)}</small>
      </th>
      <td>{periodText(state.period, language)}</td>
      <td>{shownSide(state.level) && <SidesView sides={state.level} measure="level" />}</td>
      <td>
        {measuresOf(state)
          .filter(({ measure }) => measure !== 'level')
          .map(({ measure, comparison, sides }) => (
            <div key={`${measure} ${comparison ?? ''}`} className="told">
              <p className="comparison">
                {measure === 'growth' ? comparisonText(comparison, words) : measureText(measure, t)}
              </p>
              <SidesView sides={sides} measure={measure} />
            </div>
          ))}
      </td>
      <td>
        <Flags flags={state.flags} />
      </td>
    </tr>
  );
}

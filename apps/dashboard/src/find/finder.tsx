import { memo } from 'react';
import type { Dimension } from '@silkgauge/contract';
import { DIMENSIONS, type Clock, type Filter } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { useAvailability } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { nameOf, shortNameOf } from '../words/series-names.ts';
import { Facet } from './facet.tsx';
import { Search } from './search-box.tsx';

interface FinderProps {
  readonly filter: Filter;
  readonly clock: Clock | null;
}

/** The filter with a code added or removed. */
function toggled(filter: Filter, dimension: Dimension, code: string): Filter {
  const given = filter[dimension] ?? [];
  const codes = given.includes(code) ? given.filter((one) => one !== code) : [...given, code];
  const { [dimension]: _, ...rest } = filter;
  return codes.length === 0 ? rest : { ...rest, [dimension]: codes };
}

function withoutSelection({ selection: _, ...rest }: Filter): Filter {
  return rest;
}

/** Search and filters over the nine dimensions, with the number of figures of each code. */
export const Finder = memo(function Finder({ filter, clock }: FinderProps) {
  const { t } = useWords();
  const everything = useAvailability({});
  const { data } = useAvailability(filter);
  const toggle = (dimension: Dimension, code: string) =>
    go({ filter: toggled(filter, dimension, code), period: null });
  return (
    <section className="finder" aria-labelledby="find-title">
      <h2 id="find-title">{t('find.title')}</h2>
      <Search availability={everything.data} onFound={toggle} />
      <Chips filter={filter} onRemove={toggle} />
      <p className="counts">{data ? t('find.counts', { states: data.states, series: data.series }) : ' '}</p>
      {clock !== null && <p className="counts">{t('find.present')}</p>}
      <div className="facets">
        {DIMENSIONS.map((dimension) => (
          <Facet
            key={dimension}
            dimension={dimension}
            codes={data?.dimensions[dimension] ?? []}
            chosen={filter[dimension] ?? []}
            onToggle={toggle}
          />
        ))}
      </div>
    </section>
  );
});

interface ChipsProps extends Pick<FinderProps, 'filter'> {
  readonly onRemove: (dimension: Dimension, code: string) => void;
}

function Chips({ filter, onRemove }: ChipsProps) {
  const words = useWords();
  const { t } = words;
  const chosen = DIMENSIONS.flatMap((dimension) =>
    (filter[dimension] ?? []).map((code) => ({ dimension, code, name: nameOf(dimension, code, words) })),
  );
  if (chosen.length === 0 && !filter.selection) return null;
  return (
    <ul className="chips" aria-label={t('find.filters')}>
      {filter.selection && (
        <li>
          <button
            type="button"
            aria-label={t('find.remove', { name: t('find.selection') })}
            onClick={() => go({ filter: withoutSelection(filter), period: null })}
          >
            {t('find.selection')} <span aria-hidden="true">×</span>
          </button>
        </li>
      )}
      {chosen.map(({ dimension, code, name }) => (
        <li key={`${dimension} ${code}`}>
          <button
            type="button"
            aria-label={t('find.remove', { name: `${t(`dimension.${dimension}`)} ${name}` })}
            onClick={() => onRemove(dimension, code)}
          >
            <span title={name}>{shortNameOf(dimension, code, words)}</span> <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="plain" onClick={() => go({ filter: {}, period: null })}>
          {t('find.clear')}
        </button>
      </li>
    </ul>
  );
}

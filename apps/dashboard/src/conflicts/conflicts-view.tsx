import { ApiLink } from '../controls/api-link.tsx';
import { useMemo, useState } from 'react';
import { clockQuery, filterQuery, type Address } from '../address/address.ts';
import { path } from '../api/client.ts';
import { missingOf } from '../api/missing.ts';
import { useStates } from '../api/queries.ts';
import { Instead } from '../controls/instead.tsx';
import { useWords } from '../words/language.tsx';
import { ListFrame } from '../views/list-frame.tsx';
import type { ListProps } from '../views/view.tsx';
import './conflicts.css';
import { openAnswers, type OpenAnswer, type OpenAnswers } from './open-answers.ts';
import { OpenFigureItem } from './open-figure-item.tsx';
import { CONFLICTING, OPEN, OPEN_KINDS, openFigures } from './open-figures.ts';

const AT_FIRST = 20;

/** All conflicts and open readings under the filter, with what would settle each. */
export function ConflictsView({ address: { filter, period, clock } }: ListProps) {
  const { t } = useWords();
  const [shown, setShown] = useState(AT_FIRST);
  const asked = { filter, clock, ...(period === null ? {} : { periods: [period] }) };
  const conflicting = useStates({ ...asked, verdicts: CONFLICTING });
  const open = useStates({ ...asked, flags: OPEN });
  const { states, isWhole, isCut } = useOpenAnswers(conflicting, open);
  const figures = useMemo(() => openFigures(states), [states]);
  const counts = OPEN_KINDS.map((kind) => [kind, figures.filter((one) => one.kind === kind).length]);
  return (
    <ListFrame view="conflicts">
      <Instead
        of={missingOf([conflicting, open], figures.length === 0)}
        empty={t(isCut ? 'open.cut' : 'open.none')}
      />
      {figures.length > 0 && isWhole && (
        <p className="counts">
          {t('open.counts', Object.fromEntries(counts))} {t('open.order')}
        </p>
      )}
      <ol className="open-figures">
        {figures.slice(0, shown).map((figure) => (
          <OpenFigureItem key={figure.id} figure={figure} clock={clock} />
        ))}
      </ol>
      {figures.length > shown && (
        <button type="button" onClick={() => setShown(shown + AT_FIRST)}>
          {t('table.more')}
        </button>
      )}
      {isCut && figures.length > 0 && (
        <p className="nothing">{t('view.too-many', { count: figures.length })}</p>
      )}
      <p className="files">
        <ApiLink href={fileOf({ filter, period, clock })} file="conflicts.csv" isDownload>
          {t('open.file')}
        </ApiLink>
      </p>
    </ListFrame>
  );
}

const fileOf = ({ filter, period, clock }: Pick<Address, 'filter' | 'period' | 'clock'>): string =>
  path(
    '/v1/growth.csv',
    ...filterQuery(filter),
    period === null ? null : `period=${encodeURIComponent(period)}`,
    'verdict=conflicts',
    ...clockQuery(clock),
  );

/** `openAnswers`, the same object until an answer changes. */
function useOpenAnswers(one: OpenAnswer, other: OpenAnswer): OpenAnswers {
  const [first, second] = [one.data, other.data];
  const [isFirstOld, isSecondOld] = [one.isPlaceholderData, other.isPlaceholderData];
  return useMemo(
    () =>
      openAnswers([
        { data: first, isPlaceholderData: isFirstOld },
        { data: second, isPlaceholderData: isSecondOld },
      ]),
    [first, second, isFirstOld, isSecondOld],
  );
}

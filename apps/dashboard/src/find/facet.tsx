import { useState } from 'react';
import type { AvailableCode, Dimension } from '@silkgauge/contract';
import { Check } from '../controls/choice.tsx';
import { useWords } from '../words/language.tsx';
import { nameOf, shortNameOf } from '../words/series-names.ts';

interface FacetProps {
  readonly dimension: Dimension;
  readonly codes: readonly AvailableCode[];
  readonly chosen: readonly string[];
  readonly onToggle: (dimension: Dimension, code: string) => void;
}

/** The most codes listed; search finds the others. */
const MOST = 12;

/** The codes of one dimension, with their numbers of figures under the filters of the other dimensions. */
export function Facet({ dimension, codes, chosen, onToggle }: FacetProps) {
  const words = useWords();
  const { t } = words;
  // Closed lists are not rendered: nine lists of names take long to lay out.
  const [isOpen, setOpen] = useState(false);
  const shown = [
    ...codes.filter(({ code }) => chosen.includes(code)),
    ...codes.filter(({ code }) => !chosen.includes(code)),
  ];
  const gone = chosen.filter((code) => !codes.some((one) => one.code === code));
  const listed = [...gone.map((code) => ({ code, states: 0 })), ...shown.slice(0, MOST)];
  const label =
    chosen.map((code) => shortNameOf(dimension, code, words)).join(t('word.comma')) || t('find.all');
  return (
    <details className="facet" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="dimension">{t(`dimension.${dimension}`)}</span>{' '}
        <span className="chosen">{label}</span>
        <span className="count">{codes.length}</span>
      </summary>
      {isOpen && (
        <fieldset>
          <legend className="unseen">{t(`dimension.${dimension}`)}</legend>
          {listed.map(({ code, states }) => (
            <Check key={code} checked={chosen.includes(code)} onCheck={() => onToggle(dimension, code)}>
              <span className="name" title={nameOf(dimension, code, words)}>
                {shortNameOf(dimension, code, words)}
              </span>
              <span className="count">{states.toLocaleString('en')}</span>
            </Check>
          ))}
          {codes.length > MOST && <p className="more">{t('find.more', { count: codes.length - MOST })}</p>}
        </fieldset>
      )}
    </details>
  );
}

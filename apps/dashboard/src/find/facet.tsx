import { useState } from 'react';
import type { AvailableCode, Dimension } from '@silkgauge/contract';
import { useWords } from '../words/language.tsx';
import { nameOf, type Names } from '../words/names.ts';

interface FacetProps {
  readonly dimension: Dimension;
  readonly codes: readonly AvailableCode[];
  readonly chosen: readonly string[];
  readonly names: Names;
  readonly onToggle: (dimension: Dimension, code: string) => void;
}

/** As many codes as a list shows; the others are found by search. */
const MOST = 12;

/** The codes of one dimension, with the figures each has under the filters of the other dimensions. */
export function Facet({ dimension, codes, chosen, names, onToggle }: FacetProps) {
  const { t, language } = useWords();
  // Nine lists of names are much to lay out for somebody who opens one.
  const [isOpen, setOpen] = useState(false);
  const shown = [
    ...codes.filter(({ code }) => chosen.includes(code)),
    ...codes.filter(({ code }) => !chosen.includes(code)),
  ];
  const gone = chosen.filter((code) => !codes.some((one) => one.code === code));
  const listed = [...gone.map((code) => ({ code, states: 0 })), ...shown.slice(0, MOST)];
  const label =
    chosen.length === 0
      ? t('find.all')
      : chosen.map((code) => nameOf(names, dimension, code, language)).join(', ');
  return (
    <details
      className="facet"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>
        <span className="dimension">{t(`dimension.${dimension}`)}</span>{' '}
        <span className="chosen">{label}</span>
        <span className="count">{codes.length}</span>
      </summary>
      {isOpen && (
        <fieldset>
          <legend className="unseen">{t(`dimension.${dimension}`)}</legend>
          {listed.map(({ code, states }) => (
            <label key={code}>
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={() => {
                  onToggle(dimension, code);
                }}
              />
              <span className="name">{nameOf(names, dimension, code, language)}</span>
              <span className="count">{states.toLocaleString('en')}</span>
            </label>
          ))}
          {codes.length > MOST && <p className="more">{t('find.more', { count: codes.length - MOST })}</p>}
        </fieldset>
      )}
    </details>
  );
}

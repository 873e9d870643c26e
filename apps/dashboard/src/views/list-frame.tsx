import { useId, type ReactNode } from 'react';
import type { ListView } from '@silkgauge/codelists';
import '../charts/charts.css';
import { useWords } from '../words/language.tsx';

interface ListFrameProps {
  readonly view: ListView | 'revisions';
  readonly children: ReactNode;
}

/** The frame of a list or table: its title, and the question that it answers. */
export function ListFrame({ view, children }: ListFrameProps) {
  const { t } = useWords();
  const heading = useId();
  return (
    <section className="chart-frame" aria-labelledby={heading}>
      <div className="chart-head">
        <div className="chart-words">
          <h3 id={heading} className="chart-title">
            {t(`view.${view}`)}
          </h3>
          <p className="chart-question">{t(`view.${view}.asks`)}</p>
        </div>
      </div>
      {children}
    </section>
  );
}

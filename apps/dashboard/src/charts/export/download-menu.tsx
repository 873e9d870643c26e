import { useId, useState, type RefObject } from 'react';
import { useWords } from '../../words/language.tsx';
import { KINDS, saveChart, type ChartFiles, type Kind } from './save-chart.ts';
import { useMenu } from './use-menu.ts';

export interface DownloadMenuProps extends ChartFiles {
  readonly frame: RefObject<HTMLElement | null>;
}

/** A menu of downloads: figures as CSV, the chart as SVG and as PNG. */
export function DownloadMenu({ frame, ...files }: DownloadMenuProps) {
  const { t } = useWords();
  const list = useId();
  const { isOpen, room, button, toggle, close, onKeyDown } = useMenu();
  const [failed, setFailed] = useState(false);
  const save = (kind: Kind) => {
    setFailed(false);
    saveChart(kind, frame.current, files).then(close, () => setFailed(true));
  };
  return (
    <div ref={room} className="chart-menu" onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className="chart-button"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-label={t('chart.downloads', { title: files.title })}
        onClick={toggle}
      >
        {t('chart.download')}
      </button>
      <ul id={list} className="chart-menu-list" hidden={!isOpen}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <button type="button" onClick={() => save(kind)}>
              {t(`chart.${kind}`)}
            </button>
          </li>
        ))}
      </ul>
      <span role="status" className={failed ? 'chart-failed' : 'unseen'}>
        {failed ? t('chart.failed') : ''}
      </span>
    </div>
  );
}

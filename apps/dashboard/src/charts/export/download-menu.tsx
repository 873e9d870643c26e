import { useEffect, useId, useRef, useState, type RefObject } from 'react';
import { useWords } from '../../words/language.tsx';
import { csvOf } from './csv.ts';
import type { Table } from '../mark/mark.ts';
import { pngOf, saveFile } from './save-file.tsx';
import { standaloneSvg, type PictureWords } from './standalone-svg.tsx';

export interface DownloadMenuProps extends PictureWords {
  readonly frame: RefObject<HTMLElement | null>;
  readonly table: Table;
  readonly fileName: string;
}

/** A button that shows three others: figures as CSV, the chart as SVG and as PNG. */
export function DownloadMenu({ frame, table, fileName, ...words }: DownloadMenuProps) {
  const { t } = useWords();
  const list = useId();
  const room = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!open) return;
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !room.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => {
      document.removeEventListener('pointerdown', away);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const save = async (kind: 'csv' | 'svg' | 'png') => {
    setFailed(false);
    if (kind === 'csv')
      saveFile(new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' }), `${fileName}.csv`);
    else {
      const picture = frame.current && (await standaloneSvg(frame.current, words));
      if (!picture) throw new Error('There is no chart in the frame');
      const blob =
        kind === 'svg' ? new Blob([picture.source], { type: 'image/svg+xml' }) : await pngOf(picture);
      saveFile(blob, `${fileName}.${kind}`);
    }
    close();
  };
  return (
    <div
      ref={room}
      className="chart-menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        className="chart-button"
        aria-expanded={open}
        aria-controls={list}
        aria-label={t('chart.downloads', { title: words.title })}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {t('chart.download')}
      </button>
      <ul id={list} className="chart-menu-list" hidden={!open}>
        {(['csv', 'svg', 'png'] as const).map((kind) => (
          <li key={kind}>
            <button
              type="button"
              onClick={() => {
                save(kind).catch(() => {
                  setFailed(true);
                });
              }}
            >
              {t(`chart.${kind}`)}
            </button>
          </li>
        ))}
      </ul>
      <span role="status" className={failed ? 'chart-failed' : 'chart-unseen'}>
        {failed ? t('chart.failed') : ''}
      </span>
    </div>
  );
}

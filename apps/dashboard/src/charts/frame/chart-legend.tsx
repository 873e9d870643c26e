import { useId, type ReactNode } from 'react';
import { useWords } from '../../words/language.tsx';
import { Hatches, lookOf, type Filled } from '../mark/hatch.tsx';
import type { LegendKey } from '../mark/legend-keys.ts';
import type { MarkStyle } from '../mark/mark.ts';

export function ChartLegend({ keys }: { keys: readonly LegendKey[] }) {
  const { t } = useWords();
  const prefix = useId();
  if (keys.length === 0) return null;
  return (
    <ul className="chart-legend" aria-label={t('chart.legend')}>
      {keys.map((key) => (
        <li key={key} data-legend="">
          <svg
            className="chart-swatch ink-series-1"
            width="30"
            height="16"
            viewBox="0 0 30 16"
            aria-hidden="true"
          >
            {key === 'provisional' || key === 'part' || key === 'both' ? (
              <StandingSwatch of={key} prefix={`${prefix}-${key}`} />
            ) : (
              SWATCHES[key]
            )}
          </svg>
          <span>{t(`chart.legend.${key}`)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Swatches without patterns, which need ids of their own. */
const SWATCHES: Readonly<Record<Exclude<LegendKey, MarkStyle>, ReactNode>> = {
  readings: (
    <>
      <path className="chart-joint" d="M6 8H24" />
      <path className="chart-solid" d="M6 3l5 5l-5 5l-5 -5zM24 3l5 5l-5 5l-5 -5z" />
    </>
  ),
  range: (
    <>
      <rect className="chart-band" x="3" y="4" width="24" height="8" />
      <path className="chart-whisker" d="M3 2v12M27 2v12" />
    </>
  ),
  interval: <path className="chart-whisker" d="M4 8H26M4 4v8M26 4v8" />,
  revision: (
    <>
      <path className="chart-revision" d="M5 8H25" />
      <circle className="chart-first" cx="5" cy="8" r="3.5" />
      <circle className="chart-solid" cx="25" cy="8" r="3.5" />
    </>
  ),
  coverage: (
    <>
      <path className="chart-line" d="M0 8H9M21 8H30" />
      <path className="chart-gap" d="M10 14l4 -12M16 14l4 -12" />
    </>
  ),
  dashed: <path className="chart-line chart-line-dashed" d="M1 8H29" />,
  thin: <path className="chart-line chart-line-thin" d="M1 8H29" />,
  broken: (
    <>
      <rect className="chart-solid" x="1" y="3" width="28" height="10" />
      <path className="chart-cut" d="M10 16L14 0L20 0L16 16z" />
      <path className="chart-cut-edge" d="M10 16L14 0M16 16L20 0" />
    </>
  ),
};

/** A swatch of a bar and of a point. */
function StandingSwatch({ of, prefix }: { of: MarkStyle; prefix: string }) {
  const looked = (filled: Filled) => lookOf(of, prefix, 'series-1', filled);
  return (
    <>
      <Hatches prefix={prefix} inks={['series-1']} filled={['bar', 'dot']} />
      <rect {...looked('bar')} transform="translate(1 8)" y="-6" width="15" height="12" />
      <circle {...looked('dot')} transform="translate(24 8)" r="4.5" />
    </>
  );
}

import { use, useMemo, useState } from 'react';
import type { SeriesDimensions } from '@silkgauge/growth';
import { MEASURES } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { Headline } from '../answer/use-headline.ts';
import { missingOf } from '../api/missing.ts';
import { MOST_RELEASES, useReleases } from '../api/queries.ts';
import { fileNameOf } from '../charts/export/file-name.ts';
import { saveChart } from '../charts/export/save-chart.ts';
import { Choice } from '../controls/choice.tsx';
import { Explains } from '../controls/explains.tsx';
import { Instead } from '../controls/instead.tsx';
import { chosenFrequency, FLOWS, flowName, measuresAmong } from '../views/chart-data/selection.ts';
import { ListFrame } from '../views/list-frame.tsx';
import { FrequencyChoice, type ViewProps } from '../views/view.tsx';
import { useWords } from '../words/language.tsx';
import { seriesSource, seriesTitle } from '../words/series-names.ts';
import { frequencyOf, periodText } from '../words/period.ts';
import './triangle.css';
import { triangleOf, triangleTable, type Triangle, type TriangleCell } from './triangle.ts';

/** Every print of each period of one series, with its difference to the print before. */
export function TriangleView({ address, main, family }: ViewProps) {
  const words = useWords();
  const { t } = words;
  const { clock, filter } = address;
  const flows = FLOWS.filter((flow) => family.some(({ series }) => series.flow === flow));
  const flow = flows.find((one) => filter.flow?.includes(one)) ?? flows[0] ?? '_T';
  const own = useMemo(() => family.filter(({ series }) => series.flow === flow), [family, flow]);
  const frequencies = chosenFrequency(own, address.frequency);
  const measures = measuresAmong(own).filter((one) => one === 'growth' || one === 'level');
  const measure = measures.find((one) => one === address.measure) ?? measures[0] ?? MEASURES[0];
  const answer = useReleases({ ...main, flow: [flow] }, clock);
  const { data } = answer;
  const { frequency } = frequencies;
  const triangle = useMemo(() => {
    const ofFrequency = (data?.releases ?? []).map((states) =>
      states.filter(({ period }) => frequencyOf(period) === frequency),
    );
    return triangleOf(ofFrequency, measure, words);
  }, [data, frequency, measure, words]);
  const [first] = own;
  const title = first ? `${seriesTitle(first.series, words)} · ${seriesSource(first.series, words)}` : '';
  return (
    <ListFrame view="revisions">
      <p className="source">{title}</p>
      <div className="choices">
        <Choice
          label={t('dimension.flow')}
          value={flow}
          options={flows.map((value) => ({ value, text: flowName(value, words) }))}
          onChoose={(one) => go({ filter: { ...filter, flow: [one] } })}
        />
        <Choice
          label={t('view.measure')}
          value={measure}
          options={measures.map((value) => ({ value, text: t(`measure.${value}`) }))}
          onChoose={(one) => go({ measure: one })}
        />
        <FrequencyChoice of={frequencies} />
        <Csv {...{ triangle, title }} series={own.map(({ series }) => series)} />
      </div>
      {clock && 'asOf' in clock && <p className="counts">{t('triangle.now')}</p>}
      <Instead of={missingOf([answer], triangle.rows.length === 0)} />
      {triangle.rows.length > 0 && <Rows {...{ triangle, title }} />}
      <p className="counts">
        {t('triangle.repeats')} {data?.isCut === true && t('triangle.cut', { count: MOST_RELEASES })}
      </p>
    </ListFrame>
  );
}

interface TriangleProps {
  readonly triangle: Triangle;
  readonly title: string;
}

function Csv({ triangle, title, series }: TriangleProps & { readonly series: readonly SeriesDimensions[] }) {
  const words = useWords();
  const { t } = words;
  const headline = use(Headline);
  const [failed, setFailed] = useState(false);
  const save = () => {
    const texts = { title, headline, question: t('view.revisions.asks'), metadata: '' };
    const table = triangleTable(triangle, words);
    const fileName = fileNameOf({ view: 'revisions', headline, series, periods: [] }, words);
    saveChart('csv', null, { ...texts, table, fileName }).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  return (
    <>
      <button type="button" onClick={save} disabled={triangle.rows.length === 0}>
        {t('chart.csv')}
      </button>
      {failed && <span role="status">{t('chart.failed')}</span>}
    </>
  );
}

function Rows({ triangle: { rows, columns }, title }: TriangleProps) {
  const { t, language } = useWords();
  const prints = Array.from({ length: columns }, (_, at) => at + 1);
  return (
    // Focusable, so that the keyboard can scroll sideways.
    <div className="chart-table-room" role="region" aria-label={title} tabIndex={0}>
      <table className="chart-table triangle">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('answer.period')}</th>
            {prints.map((number) => (
              <th key={number} scope="col">
                {t('triangle.print', { number })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ state, period, cells }) => (
            <tr key={period} data-state={state}>
              <th scope="row">
                <Explains figure={state}>{periodText(period, language)}</Explains>
              </th>
              {prints.map((number) => (
                <Cell key={number} cell={cells[number - 1]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { readonly cell: TriangleCell | undefined }) {
  if (!cell) return <td />;
  const { text, day, change } = cell;
  return (
    <td className={change ? `${change.direction} size-${change.size}` : undefined}>
      <b>{text}</b>
      {change && <span> {change.text}</span>}
      {day !== null && <small>{day}</small>}
    </td>
  );
}

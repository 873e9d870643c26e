import { useDeferredValue, useMemo } from 'react';
import { useNotices, useRevisions, type Notice } from '../api/queries.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import type { Line, Mark, Rule } from '../charts/mark/mark.ts';
import { legendOf } from '../charts/mark/legend-keys.ts';
import { OverTime } from '../charts/lines/over-time.tsx';
import { familyFilter } from '../figures/main-series.ts';
import { byTime, markOf, revisedFigures, type MarkOptions } from '../figures/marks.ts';
import { shownSide } from '../figures/sides.ts';
import { useWords } from '../words/language.tsx';
import { nameOf } from '../words/names.ts';
import { dayText, frequencyOf, partOfYearUntil, type Frequency } from '../words/period.ts';
import type { ShownState } from '../api/answers.ts';
import { Choice } from './choice.tsx';
import { frequenciesOf, frequencyAmong, mainFrequency } from './selection.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

const FLOWS = ['_T', 'X', 'M', '_Z'];

/** Level and growth of the headline's series over time, with what was revised and the policies in force. */
export function OverTimeView(props: ViewProps) {
  const { address, names, main, family, flashing, go } = props;
  const words = useWords();
  const { t } = words;
  const frequencies = frequenciesOf(family);
  const frequency = frequencyAmong(frequencies, address.frequency) ?? mainFrequency(family);
  // They come after the figures, and are drawn as the page finds time.
  const revisions = useDeferredValue(useRevisions(familyFilter(main), address.clock).data);
  const notices = useDeferredValue(useNotices().data);
  const revised = useMemo(() => revisedFigures(revisions?.items ?? []), [revisions]);
  const states = useMemo(() => family.filter((state) => isOf(state, frequency)), [family, frequency]);
  const [levels, growth] = useMemo(() => {
    const common = { words, names, revised };
    return [
      linesOf(states, { ...common, measure: 'level', comparison: null }),
      linesOf(states, { ...common, measure: 'growth', comparison: 'GY' }),
    ];
  }, [states, revised, words, names]);
  const { allPolicies } = address;
  const known = useMemo(() => rulesOf(states, notices?.items ?? []), [states, notices]);
  const rules = allPolicies ? known : known.filter(({ inPart }) => !inPart);
  const unit =
    states.map((state) => shownSide(state.level)?.side.unit).find((one) => one !== undefined) ?? '';
  const frame = useFrame(props, states, ['level', 'growth']);
  return (
    <ChartFrame
      {...frame}
      question={t('view.over-time.asks')}
      legend={legendOf([...levels, ...growth].flatMap(({ marks }) => marks))}
    >
      <div className="choices">
        <Choice
          label={t('view.frequency')}
          value={frequency ?? 'A'}
          options={frequencies.map((one) => ({ value: one, text: t(`frequency.${one}`) }))}
          onChoose={(one) => {
            go({ frequency: one });
          }}
        />
        {known.some(({ inPart }) => inPart) && (
          <label className="choice">
            <input
              type="checkbox"
              checked={allPolicies}
              onChange={({ target }) => {
                go({ allPolicies: target.checked }, 'replace');
              }}
            />
            <span>{t('view.policies')}</span>
          </label>
        )}
      </div>
      <OverTime
        label={frame.title}
        levels={levels}
        growth={growth}
        rules={rules}
        levelUnit={unit}
        flashing={flashing}
        onOpen={(why) => {
          go({ why });
        }}
      />
      {rules.length > 0 && (
        <details className="policies">
          <summary>
            {t('why.notices')} ({rules.length})
          </summary>
          <ul>
            {rules.map(({ day, label, title, inPart }) => (
              <li key={`${label} ${day}`}>
                {dayText(day, words.language)}: {title} <small>{label}</small>
                {inPart && ` (${t('why.part')})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </ChartFrame>
  );
}

/** A line for each flow that says something. */
function linesOf(states: readonly ShownState[], options: MarkOptions): readonly Line[] {
  const { words, names } = options;
  return FLOWS.flatMap((flow, colour) => {
    const isWhole = flow === '_T' || flow === '_Z';
    const name = isWhole ? words.t('answer.total') : nameOf(names, 'flow', flow, words.language);
    const marks = states
      .filter(({ series }) => series.flow === flow)
      .map((state) => markOf(state, { ...options, name }))
      .filter((mark): mark is Mark => mark !== null)
      .sort(byTime);
    return marks.length === 0 ? [] : [{ name, colour: isWhole ? 0 : colour, marks }];
  });
}

/** Of a frequency, or the beginning of one of its years that has not ended: drawn hollow beside them. */
function isOf({ period }: ShownState, frequency: Frequency | null): boolean {
  if (frequencyOf(period) === frequency) return true;
  return frequency === 'A' && partOfYearUntil(period) !== null;
}

interface TitledRule extends Rule {
  readonly title: string;
}

/** The days on which notices whose scope the series has came into force, in order. */
function rulesOf(states: readonly ShownState[], notices: readonly Notice[]): readonly TitledRule[] {
  const scopes = new Map(
    states.flatMap((state) => state.notices.map(({ notice, scope }) => [notice, scope] as const)),
  );
  const rules = notices.flatMap(({ notice, withdrawn, data }) => {
    const scope = scopes.get(notice);
    if (withdrawn || scope === undefined) return [];
    return [
      { day: data.effectiveFrom.slice(0, 10), label: notice, title: data.title, inPart: scope === 'part' },
    ];
  });
  return rules.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

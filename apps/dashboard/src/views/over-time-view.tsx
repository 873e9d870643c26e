import { useDeferredValue, useMemo } from 'react';
import { useNotices, useRevisions } from '../api/queries.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { OverTime } from '../charts/lines/over-time.tsx';
import { familyFilter } from '../figures/main-series.ts';
import { useWords } from '../words/language.tsx';
import { dayText } from '../words/period.ts';
import { FrequencyChoice } from './frequency-choice.tsx';
import { overTimeChart, type TitledRule } from './chart-data/over-time-chart.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

/** Level and growth of the headline's series over time, with what was revised and the policies in force. */
export function OverTimeView(props: ViewProps) {
  const { address, names, main, family, flashing, go } = props;
  const { frequency, allPolicies, clock } = address;
  const words = useWords();
  const { t } = words;
  // They come after the figures, and are drawn as the page finds time.
  const revisions = useDeferredValue(useRevisions(familyFilter(main), clock).data)?.items;
  const notices = useDeferredValue(useNotices().data)?.items;
  const chart = useMemo(
    () =>
      overTimeChart({
        ...{ family, frequency, allPolicies, words, names },
        ...{ revisions: revisions ?? [], notices: notices ?? [] },
      }),
    [family, frequency, allPolicies, revisions, notices, words, names],
  );
  const frame = useFrame(props, chart.states, ['level', 'growth']);
  return (
    <ChartFrame {...frame} question={t('view.over-time.asks')} legend={chart.legend}>
      <div className="choices">
        <FrequencyChoice
          of={chart}
          onChoose={(one) => {
            go({ frequency: one });
          }}
        />
        {chart.hasRulesInPart && (
          <PoliciesChoice
            all={allPolicies}
            onChoose={(all) => {
              go({ allPolicies: all }, 'replace');
            }}
          />
        )}
      </div>
      <OverTime
        label={frame.title}
        levels={chart.levels}
        growth={chart.growth}
        rules={chart.rules}
        levelUnit={chart.levelUnit}
        flashing={flashing}
        onOpen={(why) => {
          go({ why });
        }}
      />
      <Policies rules={chart.rules} />
    </ChartFrame>
  );
}

interface PoliciesChoiceProps {
  readonly all: boolean;
  readonly onChoose: (all: boolean) => void;
}

/** Whether policies for a part of the series are drawn as well. */
function PoliciesChoice({ all, onChoose }: PoliciesChoiceProps) {
  const { t } = useWords();
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={all}
        onChange={({ target }) => {
          onChoose(target.checked);
        }}
      />
      <span>{t('view.policies')}</span>
    </label>
  );
}

/** The policies of the chart with their titles. */
function Policies({ rules }: { rules: readonly TitledRule[] }) {
  const { t, language } = useWords();
  if (rules.length === 0) return null;
  return (
    <details className="policies">
      <summary>
        {t('why.notices')} ({rules.length})
      </summary>
      <ul>
        {rules.map(({ day, label, title, inPart }) => (
          <li key={`${label} ${day}`}>
            {dayText(day, language)}: {title} <small>{label}</small>
            {inPart && ` (${t('why.part')})`}
          </li>
        ))}
      </ul>
    </details>
  );
}

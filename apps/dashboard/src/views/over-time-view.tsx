import { useDeferredValue, useMemo } from 'react';
import { explain, go } from '../address/use-address.ts';
import { useNotices, useRevisions } from '../api/queries.ts';
import { OverTime } from '../charts/lines/over-time.tsx';
import { Check } from '../controls/choice.tsx';
import { NoticeList } from '../controls/notice-list.tsx';
import { familyFilter } from '../figures/main-series.ts';
import { useWords } from '../words/language.tsx';
import { tableOf } from './chart-data/chart-table.ts';
import { overTimeChart } from './chart-data/over-time-chart.ts';
import { FrequencyChoice, ViewFrame, type ViewProps } from './view.tsx';

/** Levels and growth of the headline's series, with first prints and policies in force. */
export function OverTimeView({ address, main, family }: ViewProps) {
  const { frequency, allPolicies, clock, view } = address;
  const words = useWords();
  const { t } = words;
  // Deferred: revisions and notices arrive after the figures.
  const revisions = useDeferredValue(useRevisions(familyFilter(main), clock).data)?.items;
  const notices = useDeferredValue(useNotices().data)?.items;
  const { levels, growth, rules, levelUnit, ...chart } = useMemo(
    () =>
      overTimeChart({
        ...{ family, frequency, allPolicies, words },
        ...{ revisions: revisions ?? [], notices: notices ?? [] },
      }),
    [family, frequency, allPolicies, revisions, notices, words],
  );
  return (
    <ViewFrame
      address={address}
      states={chart.states}
      legend={chart.legend}
      question={t('view.over-time.asks')}
      table={tableOf(chart.states, ['level', 'growth'], words)}
      choices={
        <>
          <FrequencyChoice of={chart} />
          {chart.hasRulesInPart && (
            <Check
              className="choice"
              checked={allPolicies}
              onCheck={(all) => go({ allPolicies: all }, 'replace')}
            >
              <span>{t('view.policies')}</span>
            </Check>
          )}
        </>
      }
    >
      <OverTime label={t(`view.${view}`)} {...{ levels, growth, rules, levelUnit }} onOpen={explain} />
      <NoticeList notices={rules.map(({ listed }) => listed)} />
    </ViewFrame>
  );
}

import { useDeferredValue, useMemo } from 'react';
import type { ServedState } from '@silkgauge/contract';
import { explain, go } from '../address/use-address.ts';
import { missingOf } from '../api/missing.ts';
import { useNotices, useRevisions } from '../api/queries.ts';
import { OverTime } from '../charts/lines/over-time.tsx';
import { Check } from '../controls/choice.tsx';
import { focusPeriod } from '../answer/family.ts';
import { Instead } from '../controls/instead.tsx';
import { NoticeList } from '../controls/notice-list.tsx';
import { PageLink } from '../controls/page-link.tsx';
import { familyFilter } from '../figures/main-series.ts';
import { useWords } from '../words/language.tsx';
import { frequencyOf, periodText } from '../words/period.ts';
import { tableOf } from './chart-data/chart-table.ts';
import { overTimeChart } from './chart-data/over-time-chart.ts';
import { FrequencyChoice, ViewFrame, type ViewProps } from './view.tsx';

/** Levels and growth of the headline's series, with first prints and policies in force. */
export function OverTimeView({ address, main, family }: ViewProps) {
  const { frequency, allPolicies, clock, view } = address;
  const words = useWords();
  const { t } = words;
  // Deferred: revisions and notices arrive after the figures.
  const [ofRevisions, ofNotices] = [useRevisions(familyFilter(main), clock), useNotices()];
  const revisions = useDeferredValue(ofRevisions.data)?.items;
  const notices = useDeferredValue(ofNotices.data)?.items;
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
      <Instead of={missingOf([ofRevisions, ofNotices], levels.length + growth.length === 0)} />
      <OverTime label={t(`view.${view}`)} {...{ levels, growth, rules, levelUnit }} onOpen={explain} />
      <Elsewhere period={focusPeriod(family, address.period)} shown={chart.states} />
      <NoticeList notices={rules.map(({ listed }) => listed)} />
    </ViewFrame>
  );
}

interface ElsewhereProps {
  /** The period of the cards above. */
  readonly period: string | null;
  readonly shown: readonly ServedState[];
}

/** Leads to the figure of the cards where it is of another length than the periods drawn. */
function Elsewhere({ period, shown }: ElsewhereProps) {
  const { t, language } = useWords();
  if (period === null || period === '_U' || shown.some((state) => state.period === period)) return null;
  const frequency = frequencyOf(period);
  return (
    <p className="counts">
      {t('view.elsewhere', { period: periodText(period, language) })}{' '}
      <PageLink to={{ frequency }}>
        {t('view.elsewhere.show', { frequency: t(`frequency.${frequency}`) })}
      </PageLink>
    </p>
  );
}

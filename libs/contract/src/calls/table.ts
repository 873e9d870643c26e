import { ApiIndex } from '../shapes/api-index.ts';
import * as alerts from './alerts.ts';
import { one } from './answer.ts';
import * as bulletins from './bulletins.ts';
import { call, STRUCTURE, type AnyCall } from './call.ts';
import * as checks from './checks.ts';
import * as growth from './growth.ts';
import * as log from './log.ts';
import * as pages from './pages.ts';
import * as printed from './printed.ts';
import * as registers from './registers.ts';
import * as releases from './releases.ts';
import * as selections from './selections.ts';
import { transformations } from './transformations.ts';

export const index = call('GET', '/v1', {
  tag: 'service',
  summary: 'What there is',
  about: 'The calls of this API, each with its parameters and types.',
  needs: STRUCTURE,
  answer: one('The calls, in the order of this description.', ApiIndex),
});

/** The calls of the growth API, by their names in its description and in their order there. */
export const CALLS = {
  growth: growth.growth,
  wholeSeries: growth.wholeSeries,
  lines: growth.lines,
  table: growth.table,
  tableMetadata: growth.tableMetadata,
  parquet: growth.parquet,
  jsonStat: growth.jsonStat,
  availability: growth.availability,
  state: growth.state,
  history: growth.history,
  vintages: growth.vintages,
  digits: growth.digits,
  explain: growth.explain,
  headline: growth.headline,
  revisions: growth.revisions,
  revisionsFeed: growth.revisionsFeed,
  transformations,
  series: registers.series,
  notices: registers.notices,
  claims: registers.claims,
  statements: registers.statements,
  reporters: registers.reporters,
  registers: registers.registers,
  codes: registers.codes,
  selections: selections.selections,
  selection: selections.selection,
  bulletins: bulletins.bulletins,
  bulletinsFeed: bulletins.bulletinsFeed,
  bulletin: bulletins.bulletin,
  bulletinMarkdown: bulletins.bulletinMarkdown,
  bulletinText: bulletins.bulletinText,
  bulletinHistory: bulletins.bulletinHistory,
  bulletinPlan: bulletins.bulletinPlan,
  alerts: alerts.alerts,
  alertsFeed: alerts.alertsFeed,
  alertHistory: alerts.alertHistory,
  rules: alerts.rules,
  printed: printed.printed,
  registrations: printed.registrations,
  printedSentence: printed.printedSentence,
  releases: releases.releases,
  releasesCalendar: releases.releasesCalendar,
  release: releases.release,
  releaseHistory: releases.releaseHistory,
  drafts: checks.drafts,
  rehearsals: checks.rehearsals,
  subscriptions: checks.subscriptions,
  changes: log.changes,
  stream: log.stream,
  jobs: log.jobs,
  job: log.job,
  outcomes: log.outcomes,
  positions: log.positions,
  index,
} as const satisfies Readonly<Record<string, AnyCall>>;

export type CallName = keyof typeof CALLS;

/** Pages that hold figures. */
export const PAGES = pages;

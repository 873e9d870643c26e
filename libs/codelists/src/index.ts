export { CHANGE_REASONS, type ChangeReason } from './changes.ts';
export {
  codelist,
  codesWith,
  type BothNames,
  type CodeOf,
  type Codelist,
  type Entry,
  type NamePair,
} from './codelist.ts';
export { CONFLICT_FLAGS, FLAGS, NOTED_FLAGS, type Flag } from './flags.ts';
export { LANGUAGES, type Language } from './languages.ts';
export { MARKS, type Mark } from './marks.ts';
export { MEASURES, OTHER_MEASURES, type Measure, type OtherMeasure } from './measures.ts';
export {
  ALERT_STATES,
  CLAIM_STANDINGS,
  CLAIM_STANDINGS_BY_WEIGHT,
  type AlertStateCode,
  OPEN_ALERT_STATES,
  OPEN_RELEASE_STATES,
  RELEASE_STATES,
  type ClaimStanding,
} from './newsroom.ts';
export {
  ABSENCES,
  EVIDENCE_KINDS,
  QUALIFIERS,
  WORDINGS,
  type Absence,
  type EvidenceKind,
  type Qualifier,
  type Wording,
} from './prints.ts';
export { REPORTER_KINDS, SOURCE_KINDS } from './reporters.ts';
export { ACTUAL_SIDES, SIDES, WORKED_SIDES, type ActualSide, type Side, type WorkedSide } from './sides.ts';
export {
  ACTUAL_STATUSES,
  BY_FIRMNESS,
  OBSERVATION_STATUSES,
  PRINT_STATUSES,
  type ObservationStatus,
  type PrintStatus,
} from './statuses.ts';
export { COUNT_UNITS, CURRENCY_UNITS, RELATIVE_UNITS } from './units.ts';
export {
  CONTRADICTED,
  DOUBTFUL,
  DRAFT_MARKS,
  DRAFT_REASONS,
  DRAFT_VERDICTS,
  FIGURE_VERDICTS,
  OBSERVED_VERDICTS,
  VERDICTS,
  type FigureVerdict,
  type Verdict,
} from './verdicts.ts';
export { CHART_VIEWS, LIST_VIEWS, VIEWS, type ChartView, type ListView, type View } from './views.ts';

export type { Lead, Refused, RefusalName, Score, Sentence, Telling, Text, Why } from './bulletin.ts';
export { MARKS, type Both, type Mark, type NumeralSegment, type Ref, type Segment } from './segment.ts';
export type { Plan, SayName, SentencePlan, Tone } from './plan/plan.ts';
export type { PlanFault, PlanRule } from './plan/plan-faults.ts';
export { LARGEST_PLAN, MOST_KEYS, MOST_SENTENCES, readPlan, type PlanReading } from './plan/read-plan.ts';
export { tell } from './tell.ts';
export type {
  CodeName,
  Evidence,
  EvidencePrint,
  SeriesQuery,
  ToldClaim,
  ToldNotice,
  ToldState,
  ToldStatement,
  World,
} from './world.ts';

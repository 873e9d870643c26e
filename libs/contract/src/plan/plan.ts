import type { FigureIdentity } from '@silkgauge/growth';
import type { OrderFilter } from '../filter/table.ts';

export const SAYS = [
  'figure',
  'flows',
  'each',
  'compare',
  'revision',
  'claim',
  'opinion',
  'policy',
  'cause',
] as const;
export type SayName = (typeof SAYS)[number];

export const TELLS = ['level', 'growth', 'base', 'share', 'contribution'] as const;
export type Tell = (typeof TELLS)[number];

export const TONES = ['plain', 'wire'] as const;
export type Tone = (typeof TONES)[number];

/** `of` is a key of a state: `<series key>/<period>`. */
export interface FigurePlan {
  readonly say: 'figure';
  readonly id: string;
  readonly of: string;
  readonly tell: readonly Tell[];
  /** `GY`, `G1`, a period, `_U`; null: over the year, else the only one there. */
  readonly comparison: string | null;
}

export interface FlowsPlan {
  readonly say: 'flows';
  readonly id: string;
  readonly total: string;
  readonly exports: string;
  readonly imports: string;
  readonly period: string;
  readonly comparison: string | null;
}

export interface EachPlan {
  readonly say: 'each';
  readonly id: string;
  readonly query: OrderFilter;
  readonly period: string;
  readonly tell: readonly Tell[];
  readonly limit: number;
}

export interface ComparePlan {
  readonly say: 'compare';
  readonly id: string;
  readonly of: readonly string[];
  readonly by: 'growth' | 'level';
  readonly comparison: string | null;
}

export interface RevisionPlan {
  readonly say: 'revision';
  readonly id: string;
  readonly of: string;
  readonly member: 'growth' | 'level';
  readonly comparison: string | null;
}

export interface EventPlan {
  readonly say: 'claim' | 'opinion';
  readonly id: string;
  readonly event: FigureIdentity;
}

export interface PolicyPlan {
  readonly say: 'policy';
  readonly id: string;
  readonly notice: string;
  readonly beside: readonly string[];
}

/** It exists to be refused. */
export interface CausePlan {
  readonly say: 'cause';
  readonly id: string;
  readonly by: { readonly notice: string } | { readonly event: FigureIdentity };
  readonly of: string;
}

export type SentencePlan =
  FigurePlan | FlowsPlan | EachPlan | ComparePlan | RevisionPlan | EventPlan | PolicyPlan | CausePlan;

/** The order for a bulletin: what to tell, in which order and tone; never the text. */
export interface Plan {
  readonly bulletin: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly tone: Tone;
  readonly publish: 'at-once' | { readonly release: string };
  readonly paragraphs: readonly (readonly SentencePlan[])[];
}

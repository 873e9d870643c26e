import type { Dimension, JoinedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';

/** The answers of growth-api as far as the page reads them; `/openapi.json` describes them whole. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

type Versioned = 'version' | 'sequence' | 'knownAt' | 'change';

/** A state; as published by a day it has no version of ours. */
export type ShownState = Omit<JoinedState, Versioned> & {
  readonly [Member in Versioned]: JoinedState[Member] | null;
} & { readonly publishedBy?: string };

export interface CountedCode {
  readonly code: string;
  /** Null: in no register. */
  readonly names: { readonly en: string | null; readonly zh: string | null } | null;
  readonly states: number;
  readonly series: number;
}

export interface Availability {
  readonly states: number;
  readonly series: number;
  readonly periods: { readonly from: string; readonly to: string } | null;
  readonly dimensions: Readonly<Record<Dimension, readonly CountedCode[]>>;
}

export interface ExplainedNode {
  readonly id: string;
  readonly key: string;
  readonly period: string;
  readonly side: string;
  readonly shown: boolean;
  readonly reading: string | null;
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
  readonly unit: string;
  readonly formula: string;
  readonly expression: string;
  readonly status: Measurement['status'];
  readonly print?: { readonly source: string; readonly id: string };
}

export interface ExplainedPrint {
  readonly source: string;
  readonly id: string;
  readonly key: string;
  readonly side: string | null;
  readonly measure: string;
  readonly comparison: string | null;
  readonly printed: NonNullable<Measurement['printed']>;
  readonly status: string;
  readonly kind: string | null;
  readonly publishedAt: string;
  readonly standing: string | null;
  readonly step: string | null;
  readonly withdrawn: boolean;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly knownAt: string;
  readonly document: string | null;
  readonly quote: string | null;
}

export interface Explanation {
  readonly state: ShownState;
  readonly recomputed: boolean;
  readonly nodes: readonly ExplainedNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  readonly formulas: readonly { readonly formula: string; readonly meaning: string }[];
  readonly prints: readonly ExplainedPrint[];
  readonly sales?: {
    readonly counts: { readonly events: string; readonly units: string; readonly last?: string };
    readonly ranges:
      | readonly {
          readonly topic: string;
          readonly partition: number;
          readonly from: string;
          readonly to: string;
          readonly events: string;
        }[]
      | null;
  };
}

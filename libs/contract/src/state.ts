import type { SeriesDimensions, StateBody } from '@silkgauge/growth';
import type { ClaimData } from './events/claim.ts';
import type { NoticeData } from './events/notice.ts';
import type { JudgedClaim } from './judged-claim.ts';

/** Where an event stands on Kafka; offsets are strings of digits. */
export interface EventPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Cause extends EventPlace {
  readonly source: string;
  readonly id: string;
}

/**
 * Why a version exists: `reported` a figure of this key, `sales` sales of this month, `restated` something the
 * key rests on changed, `withdrawn` a figure behind it was withdrawn, `rebuilt` the read model was built again from the log and
 * says otherwise, or is an earlier one and says what it knows; `notice` a policy notice in scope came or went, in versions from before notices had a topic of their own.
 */
export type ChangeReason = 'reported' | 'sales' | 'restated' | 'withdrawn' | 'notice' | 'rebuilt';

export interface NoticeMark {
  readonly notice: string;
  readonly scope: 'whole' | 'part';
}

/** Members as they were: of `growth` only the comparisons that changed; null where nothing stood before. */
export interface PreviousMembers extends Partial<Omit<StateDocument, 'change' | 'growth' | 'counts'>> {
  readonly growth?: Readonly<Record<string, StateBody['growth'][string] | null>>;
  readonly counts?: NonNullable<StateDocument['counts']> | null;
}

/** What a state says of itself and of the present: all but its identity and place in the log. */
export interface StateDocument extends StateBody {
  readonly change: {
    readonly reason: ChangeReason;
    /** The members that this version changed, as they were before; null for a first version. */
    readonly previous: PreviousMembers | null;
    /** All causes for figures; for sales the newest of the fold. */
    readonly causes: readonly Cause[];
    /** Sales only: how many events this version folded in, and the offsets they lie between, both included. */
    readonly folded?: {
      readonly events: string;
      readonly topic: string;
      readonly partition: number;
      readonly from: string;
      readonly to: string;
    };
  };
}

/** The whole present state of one series and period: value of the `growth-updated.*` topics, and in the log. */
export interface GrowthState extends StateDocument {
  readonly key: string;
  readonly series: SeriesDimensions;
  readonly period: string;
  readonly version: number;
  readonly sequence: string;
  readonly knownAt: string;
}

/** The same with what is worked out when it is asked for, as of the same clock. */
export interface JoinedState extends GrowthState {
  readonly notices: readonly NoticeMark[];
}

/** The whole present state of one notice: value of the topic `notice-updated`. */
export interface NoticeState {
  readonly notice: string;
  readonly version: number;
  readonly sequence: string;
  readonly knownAt: string;
  readonly withdrawn: boolean;
  /** Of the newest publication; null where only a withdrawal has come. */
  readonly data: NoticeData | null;
}

/** A claim with its standing and what decided it: value of the topic `claim-updated`. */
export interface ClaimState extends JudgedClaim {
  /** `<source>#<id>` of its event. */
  readonly claim: string;
  readonly version: number;
  readonly sequence: string;
  readonly knownAt: string;
  readonly source: string;
  readonly id: string;
  /** Of the feed that it came by. */
  readonly domain: Domain;
  readonly withdrawn: boolean;
  readonly data: ClaimData;
}

export type Domain = 'customs' | 'platform';

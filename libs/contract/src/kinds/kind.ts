import type { TProperties, TSchema } from 'typebox';
import type { Domain } from '../domains.ts';
import type { OwnedSeries } from '../filter/filter.ts';

/** The source of all that is on topics of the system and in deliveries. */
export const DELIVERED_SOURCE = '/silkgauge/aggregation';

/** A version as the log has it. */
export interface LoggedVersion {
  /** Key of the series of a state; of all else the key itself. */
  readonly key: string;
  /** Of states alone. */
  readonly period?: string;
  readonly domain?: string | null;
  readonly sequence: string;
  /** JSON text. */
  readonly document: string;
}

/** A figure that a version is about. */
export interface FigureNamed extends OwnedSeries {
  readonly period: string;
}

/** A version in descriptions. */
export interface KindExample {
  readonly name: string;
  readonly logged: Pick<LoggedVersion, 'key' | 'period' | 'domain'>;
  readonly payload: { readonly sequence: string; readonly knownAt: string };
}

/**
 * A kind of change: what readers of the log may ask for, with a topic of its own. Topics and their description, relay,
 * stream, deliveries, subscriptions and filters follow from what stands here.
 */
export interface LogKind<
  Name extends string = string,
  Topic extends string = string,
  Shape extends TSchema = TSchema,
  Attributes extends TProperties = TProperties,
> {
  /** In the type of its events (`silkgauge.NAME.updated.v1`) and in the live stream (`NAME-updated`). */
  readonly name: Name;
  /** Where its versions go, whole and compacted; of states a topic for each domain. */
  readonly topicOf: (domain: Domain) => Topic;
  /** Value on the topic, `data` of deliveries and of entries of the log. */
  readonly shape: Shape;
  /** Of many, in the description of the topic. */
  readonly many: string;
  /** What a record on the topic is, in words. */
  readonly title: string;
  /** What a new version of it is called. */
  readonly version: string;
  /** What the key of its records is, in words. */
  readonly key: string;
  /** Member of its JSON that has the key. */
  readonly keyMember: string;
  readonly example?: KindExample;
  /**
   * What a filter compares: a version of a state, the series and period of something else, the scope of a notice. A filter that
   * compares nothing lets all pass where it asks for nothing, and else none.
   */
  readonly filteredBy: 'version' | 'series' | 'scope' | 'nothing';
  /** The figure that it is about; null where it is about none. Absent: no such change is about a figure. */
  readonly figureOf?: (version: LoggedVersion) => FigureNamed | null;
  /** Whether a stream sends it that names no kinds. */
  readonly isUsual: boolean;
  /** The list under `/v1` that a reader who lost changes takes, as of a sequence and by the filter where the list can do so. */
  readonly list: { readonly name: string; readonly isAsOf: boolean };
  /** Where the API serves the version, or the present one where no other is served. */
  readonly address: (version: LoggedVersion) => string;
  /** Extension attributes of a delivery, by which filters and receivers tell changes apart without their data. */
  readonly attributes: Attributes;
  readonly attributesOf: (version: LoggedVersion) => Readonly<Record<string, string>>;
}

/** A kind, with its event type and its event in the stream. */
export type DeclaredKind<
  Name extends string,
  Topic extends string,
  Shape extends TSchema,
  Attributes extends TProperties,
> = LogKind<Name, Topic, Shape, Attributes> & {
  readonly type: `silkgauge.${Name}.updated.v1`;
  readonly streamEvent: `${Name}-updated`;
};

export const logKind = <
  const Name extends string,
  const Topic extends string,
  Shape extends TSchema,
  Attributes extends TProperties,
>(
  kind: LogKind<Name, Topic, Shape, Attributes>,
): DeclaredKind<Name, Topic, Shape, Attributes> => ({
  ...kind,
  type: `silkgauge.${kind.name}.updated.v1`,
  streamEvent: `${kind.name}-updated`,
});

/** The key of a version, which no other of its kind has: of a state series key and period, joined by a slash. */
export const subjectOf = ({ key, period }: Pick<LoggedVersion, 'key' | 'period'>): string =>
  period === undefined ? key : `${key}/${period}`;

/** A key as a part of a path. */
export const inPath = (key: string): string => encodeURIComponent(key);

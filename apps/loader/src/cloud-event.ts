import type {
  ClaimData,
  FigureData,
  FigureWithdrawnData,
  NoticeData,
  SaleData,
  StatementData,
} from '@silkgauge/contract';

/** Data of each event type that a mapping may produce. */
export interface DataByType {
  'silkgauge.figure.reported.v1': FigureData;
  'silkgauge.figure.withdrawn.v1': FigureWithdrawnData;
  'silkgauge.claim.reported.v1': ClaimData;
  'silkgauge.sale.recorded.v1': SaleData;
  'silkgauge.notice.published.v1': NoticeData;
  'silkgauge.statement.attributed.v1': StatementData;
}

export type MappedType = keyof DataByType;

/** A CloudEvent from a mapping, ready for `JSON.stringify`. */
export type CloudEvent = {
  [Type in MappedType]: {
    readonly specversion: '1.0';
    readonly id: string;
    readonly source: string;
    readonly type: Type;
    readonly time?: string;
    readonly datacontenttype: 'application/json';
    readonly data: DataByType[Type];
  };
}[MappedType];

/** Wraps mapped data in an envelope. `time` is the event time (RFC 3339), absent if only the day is known. */
export function cloudEvent<Type extends MappedType>(
  type: Type,
  source: string,
  id: string,
  data: DataByType[Type],
  time?: string,
): Extract<CloudEvent, { type: Type }> {
  const envelope = {
    specversion: '1.0',
    id,
    source,
    type,
    ...(time === undefined ? {} : { time }),
    datacontenttype: 'application/json',
    data,
  } as const;
  // A type parameter does not narrow the union; the envelope is a member by construction.
  return envelope as unknown as Extract<CloudEvent, { type: Type }>;
}

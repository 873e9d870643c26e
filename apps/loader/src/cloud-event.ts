import type {
  ClaimData,
  FigureData,
  FigureWithdrawnData,
  NoticeData,
  SaleData,
  StatementData,
} from '@silkgauge/contract';

/** Data by the type of the event that carries it; what a mapping may make. */
export interface DataByType {
  'silkgauge.figure.reported.v1': FigureData;
  'silkgauge.figure.withdrawn.v1': FigureWithdrawnData;
  'silkgauge.claim.reported.v1': ClaimData;
  'silkgauge.sale.recorded.v1': SaleData;
  'silkgauge.notice.published.v1': NoticeData;
  'silkgauge.statement.attributed.v1': StatementData;
}

export type MappedType = keyof DataByType;

/** A CloudEvent as it leaves a mapping; JSON of it is what the doors take. */
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

/** The envelope around mapped data. `time`: when it happened, RFC 3339, left out where only a day or less is known. */
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
  // The union cannot be narrowed by a type parameter; the envelope is one of its members by construction.
  return envelope as unknown as Extract<CloudEvent, { type: Type }>;
}

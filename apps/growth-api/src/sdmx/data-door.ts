import type { readRequest } from '@silkgauge/sdmx';
import { answerData } from './answer-data.ts';
import { answerAvailability } from './answer-structures.ts';
import type { DoorParts, Exchange } from './doors.ts';

/** A query that walks over data. */
export type DataRequest = Exclude<ReturnType<typeof readRequest>, { readonly kind: 'structure' }>;

/** Answers queries of data and availability. @throws SdmxFault, ProblemError */
export abstract class DataDoor {
  abstract answer(parts: DoorParts, exchange: Exchange, asked: DataRequest): Promise<void>;
}

/** Reads the data. */
export class ReadData extends DataDoor {
  override answer(parts: DoorParts, exchange: Exchange, asked: DataRequest): Promise<void> {
    return asked.kind === 'data'
      ? answerData(parts, exchange, asked.query)
      : answerAvailability(parts, exchange, asked.query);
  }
}

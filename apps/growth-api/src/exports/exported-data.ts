import { Injectable } from '@nestjs/common';
import { DataDoor, type DataRequest } from '../sdmx/data-door.ts';
import type { DoorParts, Exchange } from '../sdmx/doors.ts';
import { Exports } from './exports.ts';

/** Data of SDMX, as the thread of exports reads it. */
@Injectable()
export class ExportedData extends DataDoor {
  readonly #exports: Exports;

  constructor(exports: Exports) {
    super();
    this.#exports = exports;
  }

  override answer(_parts: DoorParts, { request, reply }: Exchange, { kind }: DataRequest): Promise<void> {
    // What is available is tagged by its bytes, also for HEAD.
    return this.#exports.answer(request, reply, kind === 'availability');
  }
}

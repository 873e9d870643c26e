import { All, Controller, Req, Res } from '@nestjs/common';
import { failure } from '@silkgauge/calls';
import { addVary } from '@silkgauge/service';
import { methodNotAllowed, readRequest } from '@silkgauge/sdmx';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StateSources } from '../table/whole-states.ts';
import { answerStructures } from './answer-structures.ts';
import { Availabilities } from './availability.ts';
import { DataDoor } from './data-door.ts';
import { doorOf, DOORS, type DoorParts, type Exchange } from './doors.ts';
import { goneSignal } from '../http/client-gone.ts';
import { Marks } from './marks.ts';
import { asProblem, METHODS } from './problems.ts';
import { SdmxBounds } from './sdmx-bounds.ts';
import { UsedCodes } from './used-codes.ts';

/** SDMX-REST: version 2.2 at `/sdmx/3.0`, version 1.5 at `/sdmx/2.1`. */
@Controller('sdmx')
export class SdmxController {
  readonly #parts: DoorParts;
  readonly #data: DataDoor;

  constructor(sources: StateSources, codes: UsedCodes, bounds: SdmxBounds, data: DataDoor) {
    this.#data = data;
    this.#parts = {
      ...{ sources: { ...sources, marks: new Marks() }, codes, availability: new Availabilities(sources) },
      jsonStates: bounds.jsonStates,
    };
  }

  /** Paths hold what no route could, such as keys with dots, commas and empty parts. */
  @All(DOORS.flatMap((door) => [door, `${door}/*`]))
  async answer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    addVary(reply, 'accept', 'accept-language', 'accept-encoding');
    const found = doorOf(request.originalUrl);
    if (!found) throw failure('not-found', `Nothing is served at ${request.url}.`);
    const gone = goneSignal(reply.raw);
    try {
      await this.#answer(found.target, { door: found.door, request, reply, gone });
    } catch (error) {
      // Nobody takes an answer, and nothing failed.
      if (gone.aborted) return;
      throw asProblem(error);
    }
  }

  async #answer(target: string, exchange: Exchange): Promise<void> {
    const { door, request, reply } = exchange;
    if (request.method === 'OPTIONS') {
      void reply.code(204).header('allow', METHODS).send();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed();
    const asked = readRequest(door, target);
    await (asked.kind === 'structure'
      ? answerStructures(this.#parts, exchange, asked.query)
      : this.#data.answer(this.#parts, exchange, asked));
  }
}

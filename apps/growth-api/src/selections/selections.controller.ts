import { Controller, Req, Res } from '@nestjs/common';
import { accepted, Call, failure, jsonBody } from '@silkgauge/calls';
import {
  CALLS,
  readSelection,
  selection,
  type In,
  type NamedSelection,
  type Selection,
} from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sets of filters under one id. Nothing is stored: an id holds its sets. */
@Controller()
export class SelectionsController {
  @Call(CALLS.selections)
  make(
    _: In<typeof CALLS.selections>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const made = accepted(readSelection(jsonBody(request)));
    void reply.header('location', `/v1/selections/${made.id}`);
    return shown(made);
  }

  @Call(CALLS.selection)
  one({ id }: In<typeof CALLS.selection>): string {
    const reading = selection(id);
    if ('value' in reading) return shown(reading.value);
    const { message, fix } = reading.refused;
    throw failure('not-found', `There is no such selection: ${message}; ${fix}.`);
  }
}

const shown = ({ id, told }: NamedSelection): string =>
  JSON.stringify({ id, sets: told } satisfies Selection);

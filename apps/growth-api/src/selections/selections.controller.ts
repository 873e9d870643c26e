import { Body, Controller, Req, Res } from '@nestjs/common';
import {
  CALLS,
  readSelection,
  selection,
  type In,
  type NamedSelection,
  type Selection,
} from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Call } from '../http/call.ts';
import { accepted, failure } from '../http/problems.ts';

/** Sets of filters under one id. Nothing is stored: an id holds its sets. */
@Controller()
export class SelectionsController {
  @Call(CALLS.selections)
  make(
    _: In<typeof CALLS.selections>,
    @Req() { headers }: FastifyRequest,
    @Body() body: Buffer | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
      throw failure('unsupported-media-type', 'A selection is sent as application/json.');
    const made = accepted(readSelection(parsed(body)));
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

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch (error) {
    throw failure('invalid-request', `The body is no JSON: ${(error as Error).message}.`);
  }
}

import { Controller, Req, Res } from '@nestjs/common';
import { accepted, badRequest, Call, failure, jsonBody } from '@silkgauge/calls';
import {
  CALLS,
  canonicalJson,
  checkEvent,
  contentDigest,
  ORDER_PREFIX,
  type In,
  type RegisteredPrinted,
} from '@silkgauge/contract';
import { readOrder } from '@silkgauge/read-model';
import { NotPassedOn } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Bulletins } from '../bulletins/bulletins.ts';
import { isOfOtherPage } from '../http/other-page.ts';
import { OrderDoor } from './order-door.ts';
import { readRegistration, withUses, type Registration } from './read-registration.ts';
import { toldUses, WorldFrom } from './told-uses.ts';

const TYPE = 'silkgauge.sentence.printed.v1';
const SOURCE = '/printed';
const ENVELOPE = { specversion: '1.0', type: TYPE, source: SOURCE, datacontenttype: 'application/json' };

/** Registers what somebody published: reads its numbers where something told it, and passes the event on to the door. */
@Controller()
export class RegistrationsController {
  readonly #sources: WorldFrom;
  readonly #bulletins: Bulletins;
  readonly #door: OrderDoor;

  constructor(sources: WorldFrom, bulletins: Bulletins, door: OrderDoor) {
    this.#sources = sources;
    this.#bulletins = bulletins;
    this.#door = door;
  }

  @Call(CALLS.registrations)
  async register(
    _: In<typeof CALLS.registrations>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | Buffer> {
    if (isOfOtherPage(request))
      throw failure('forbidden', 'Pages of other origins register nothing: a program asks by itself.');
    if (!this.#door.isThere)
      throw failure('not-found', 'Nothing is registered here: POLICY_NOTICE_URL names no door.');
    const { data, sentence } = await this.#whole(jsonBody(request));
    const event = {
      ...ENVELOPE,
      ...{ id: await this.#idOf(sentence.printed, data), data },
    };
    const { ip, headers } = request;
    const answer = await this.#door
      .push(event, {
        'x-forwarded-for': ip,
        ...(headers.authorization !== undefined && { authorization: headers.authorization }),
      })
      .catch((cause: unknown) => {
        if (!(cause instanceof NotPassedOn)) throw cause;
        throw failure('unavailable', `The door does not answer: ${cause.why}.`, { cause });
      });
    void reply.code(answer.status).headers(answer.headers);
    if (answer.status !== 202) return answer.body;
    const { receipts } = JSON.parse(answer.body.toString()) as {
      readonly receipts: readonly RegisteredPrinted['receipt'][];
    };
    void reply.header('content-type', 'application/json; charset=utf-8');
    const key = ORDER_PREFIX.printed + sentence.printed;
    return JSON.stringify({ printed: sentence.printed, key, data, receipt: receipts[0] });
  }

  /** @throws ProblemError 400 with all faults */
  async #whole(body: unknown): Promise<Registration> {
    const registration = accepted(readRegistration(body));
    const { told: by, sentence } = registration;
    const lang = sentence.text?.lang ?? 'en';
    const whole =
      by === null
        ? registration
        : accepted(
            withUses(registration, accepted(await toldUses(this.#sources, this.#bulletins, { by, lang }))),
          );
    // Texts and nesting, as the door checks them.
    const checked = checkEvent({ ...ENVELOPE, id: 'registration', data: whole.data });
    if (checked.ok) return whole;
    throw badRequest(checked.faults.map(({ pointer, ...fault }) => ({ parameter: pointer, ...fault })));
  }

  /**
   * The id of the event: that of the order that stands where this says the same, so that a request that is repeated for
   * want of an answer registers nothing twice; else one that follows from content and order, so that a sentence that is
   * put back is a new event.
   */
  async #idOf(printed: string, data: unknown): Promise<string> {
    const order = await readOrder(this.#sources.db, 'printed', printed, null);
    const isRepeated =
      order?.dropped === false &&
      order.source === SOURCE &&
      canonicalJson(JSON.parse(order.data)) === canonicalJson(data);
    if (isRepeated) return order.id;
    return contentDigest(TYPE, { data, behind: order?.sequence ?? null }).toString('hex');
  }
}

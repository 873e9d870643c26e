import { Controller } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, type In, type StateHeadline } from '@silkgauge/contract';
import { stateKey } from '@silkgauge/read-model';
import { Bulletins } from './bulletins.ts';

/** States, told in the words of bulletins. */
@Controller()
export class HeadlineController {
  readonly #bulletins: Bulletins;

  constructor(bulletins: Bulletins) {
    this.#bulletins = bulletins;
  }

  @Call(CALLS.headline)
  async headline({
    series: key,
    period,
    lang: language,
    ...clocks
  }: In<typeof CALLS.headline>): Promise<string> {
    const { publishedBy } = clocks;
    const { told, en, zh, refused } = await this.#bulletins.headline({ key, period }, clocks);
    const answer: StateHeadline = {
      ...{ key: stateKey(key, period), told },
      ...(publishedBy !== null && { publishedBy }),
      ...(language !== 'zh' && { en }),
      ...(language !== 'en' && { zh }),
      refused,
    };
    return JSON.stringify(answer);
  }
}

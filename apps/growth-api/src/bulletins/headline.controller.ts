import { Controller, Param, Query } from '@nestjs/common';
import type { StateHeadline } from '@silkgauge/contract';
import { stateKey } from '@silkgauge/read-model';
import { JsonGet } from '../http/json-answer.ts';
import { readBulletinQuery, type BulletinQuery } from '../query/bulletin-queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { stateNamed, statePaths, type StatePath } from '../query/state-path.ts';
import { Bulletins } from './bulletins.ts';

/** States, told in the words of bulletins. */
@Controller('v1/growth')
export class HeadlineController {
  readonly #bulletins: Bulletins;

  constructor(bulletins: Bulletins) {
    this.#bulletins = bulletins;
  }

  @JsonGet(statePaths('/headline'))
  async headline(
    @Param() path: StatePath,
    @Query(queryOf(readBulletinQuery)) query: BulletinQuery,
  ): Promise<string> {
    const state = stateNamed(path);
    const { language, publishedBy } = query;
    const { told, en, zh, refused } = await this.#bulletins.headline(state, query);
    const answer: StateHeadline = {
      ...{ key: stateKey(state.key, state.period), told },
      ...(publishedBy !== null && { publishedBy }),
      ...(language !== 'zh' && { en }),
      ...(language !== 'en' && { zh }),
      refused,
    };
    return JSON.stringify(answer);
  }
}

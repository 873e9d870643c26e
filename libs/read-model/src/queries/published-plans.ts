import { CLOCK_KEY, ORDER_PREFIX } from '@silkgauge/contract';
import { droppedIn } from './newest-orders.ts';
import { memberIn } from './registers.ts';

const RELEASE = '{data,publish,release}';

/** SQL: the release that an order of a bulletin waits for; null for one that waits for none. */
export const awaitedIn = (document: string): string => memberIn(document, RELEASE);

/** SQL: an instant in milliseconds as `parseInstant` reads it: a leap second is the last one of its minute. */
const instantIn = (text: string): string =>
  `date_trunc('milliseconds', regexp_replace(${text}, ':60(\\.[0-9]+)?', ':59.999')::timestamptz)`;

/** SQL: the promised instant of a release, as its versions have it; null where it is cancelled. */
const promisedIn = (document: string): string =>
  `case when not ${droppedIn(document)} then ${instantIn(memberIn(document, '{data,at}'))} end`;

/** SQL: the instant that a release is promised for as of a place in the log (null: its end); null for none. */
export const promisedAt = (release: string, until: string): string =>
  `(select ${promisedIn('s.document')} from register_version s
    where s.kind = 'order' and s.key = '${ORDER_PREFIX.release}' || ${release} and (${until} is null or s.sequence <= ${until})
    order by s.version desc limit 1)`;

/**
 * SQL: whether the row `plan` of `register_version`, an order of a bulletin, is a plan that was published up to a
 * place in the log (null: its end), before another order took its place. A plan that waits for a release is published
 * once that is lifted, for good: what was told stays told where the release moves or is cancelled later.
 */
export function isPublished(plan: string, until: string): string {
  const lastPlace = `least(${until}, (
      select n.sequence - 1 from register_version n
      where n.kind = 'order' and n.key = ${plan}.key and n.version > ${plan}.version order by n.version limit 1))`;
  return `case
    when ${droppedIn(`${plan}.document`)} then false
    when ${awaitedIn(`${plan}.document`)} is null then true
    else exists (
      select from (select ${lastPlace} as place) up
      join register_version s on s.kind = 'order'
        and s.key = '${ORDER_PREFIX.release}' || (${awaitedIn(`${plan}.document`)}) and (up.place is null or s.sequence <= up.place)
      left join lateral (
        select n.sequence from register_version n
        where n.kind = 'order' and n.key = s.key and n.version > s.version order by n.version limit 1) other on true
      where (other.sequence is null or other.sequence > ${plan}.sequence)
        and ${promisedIn('s.document')} <= (
          select c.known_at from register_version c
          where c.kind = 'order' and c.key = '${CLOCK_KEY}'
            and (up.place is null or c.sequence <= up.place) and (other.sequence is null or c.sequence < other.sequence)
          order by c.version desc limit 1))
    end`;
}

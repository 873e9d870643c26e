import type { Language, Mark } from '@silkgauge/codelists';
import type { Dimension } from '@silkgauge/contract';
import { daysInForce, inForceIn, periodBounds, type InForce } from '@silkgauge/growth';
import type { PolicyPlan } from '@silkgauge/contract';
import type { Segment } from '../segment.ts';
import { capitalised, listed, mark, NOTHING, say } from '../words/say.ts';
import type { ToldNotice, World } from '../world.ts';
import { kindOf } from './clauses.ts';
import {
  datedOf,
  dateName,
  inSentence,
  nameIn,
  periodName,
  placeName,
  reporterName,
} from './names-in-sentences.ts';
import { inBoth, periodOf, type Outcome, type Telling } from './telling.ts';

type NoticeData = NonNullable<ToldNotice['data']>;

/** Tells a notice: issuer, title, dates, scope, and how it lies to the periods beside it; no effect. */
export function tellPolicy({ world, tone }: Telling, plan: PolicyPlan): Outcome {
  const { id, beside } = plan;
  const notice = world.notice(plan.notice);
  if (!notice?.data && !notice?.withdrawn) return { id, plan, refused: 'no-notice', keys: [plan.notice] };
  if (notice.withdrawn || !notice.data) return { id, plan, refused: 'withdrawn', keys: [plan.notice] };
  const { data } = notice;
  const periods = [...new Set(beside.map(periodOf))];
  const lying = periods.flatMap((period) => {
    const found = besideMark(data, period);
    return found ? [{ period, found }] : [];
  });
  return {
    id,
    plan,
    told: inBoth((language) => {
      const date = (day: string): readonly Segment[] => {
        const named = dateName(day, language);
        return named ? [named] : NOTHING;
      };
      return [
        ...capitalised(
          say(language, 'policy', {
            tone,
            issuer: reporterName(world, data.issuer, language),
            title: titleOf(data, language),
            announced: datedOf(data.announcedOn, language),
            from: date(data.effectiveFrom),
            to:
              data.effectiveTo === undefined
                ? NOTHING
                : say(language, 'policy-to', { date: date(data.effectiveTo) }),
            scope: scopeOf(world, data, language),
          }),
        ),
        ...lying.flatMap(({ period, found }) =>
          say(language, 'policy-beside', {
            period: [periodName(period, language)],
            kind: kindOf(period),
            mark: mark(language, found),
          }),
        ),
      ];
    }),
    candidate: null,
  };
}

/** A title is a name: its own words, in its own language. */
const titleOf = ({ title, notice }: NoticeData, language: Language): readonly Segment[] => {
  const [open, close] = language === 'zh' ? ['《', '》'] : ['“', '”'];
  return [
    { type: 'text', text: open },
    { type: 'name', text: title, code: notice },
    { type: 'text', text: close },
  ];
};

const BESIDE: Readonly<Record<InForce, Mark>> = {
  whole: 'in-force',
  part: 'in-force-part',
  before: 'before-period',
  after: 'after-period',
};

/** How the days in force lie to a period; null for `_U`. */
function besideMark({ effectiveFrom, effectiveTo }: NoticeData, period: string): Mark | null {
  const days = daysInForce(effectiveFrom, effectiveTo);
  const bounds = periodBounds(period);
  return days && bounds && BESIDE[inForceIn(days, bounds)];
}

/** Of long lists as many are named as a reader may take in. */
const MOST_NAMED = 20;

function scopeOf(world: World, { scope }: NoticeData, language: Language): readonly Segment[] {
  const part = (
    name: 'scope-modes' | 'scope-products' | 'scope-areas',
    dimension: Dimension,
    codes: readonly string[] | undefined,
  ): readonly Segment[] => {
    if (codes === undefined || codes.length === 0) return NOTHING;
    const names = codes.slice(0, MOST_NAMED).map((code) => scopeName(world, dimension, code, language));
    const all = codes.length > MOST_NAMED ? [...names, say(language, 'others')] : names;
    return say(language, name, { names: listed(language, all, 'list', 'and') });
  };
  return [
    ...say(language, 'scope-flow', { flow: scope.flow ?? '_T' }),
    ...part('scope-products', 'product', scope.products),
    ...part('scope-modes', 'mode', scope.modes),
    ...part('scope-areas', 'area', scope.areas),
  ];
}

/** A customs mode is known by its number. */
function scopeName(world: World, dimension: Dimension, code: string, language: Language): readonly Segment[] {
  if (dimension === 'area') return placeName(world, code, language);
  const name = nameIn(world, dimension, code, language);
  const told = inSentence(name);
  const behind = language === 'zh' ? `（${told}）` : ` (${told})`;
  return [{ type: 'name', text: dimension === 'mode' && name !== code ? `${code}${behind}` : told, code }];
}

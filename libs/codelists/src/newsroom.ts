import { codelist, codesWith, type CodeOf } from './codelist.ts';

/** What the known figures do to a claim. */
export const CLAIM_STANDINGS = codelist({
  supported: { en: 'supported by the figures', zh: '得到数据支持' },
  contradicted: { en: 'contradicted by the figures', zh: '与数据矛盾' },
  open: { en: 'left open by the figures', zh: '数据尚无定论' },
});
export type ClaimStanding = CodeOf<typeof CLAIM_STANDINGS>;

/** What the known figures do to a claim, what a reader should see first before the rest. */
export const CLAIM_STANDINGS_BY_WEIGHT = [
  'contradicted',
  'supported',
  'open',
] as const satisfies readonly ClaimStanding[];

/** States of an alert. */
export const ALERT_STATES = codelist({
  firing: { en: 'Firing', zh: '已触发', isOpen: true },
  pending: { en: 'Not certain yet', zh: '尚不能确定', isOpen: true },
  resolved: { en: 'Resolved', zh: '已解除' },
});

export type AlertStateCode = CodeOf<typeof ALERT_STATES>;

/** States of an alert that is not resolved. */
export const OPEN_ALERT_STATES = codesWith(ALERT_STATES, 'isOpen');

/** States of a release. `isOpen`: it is still waited for. */
export const RELEASE_STATES = codelist({
  scheduled: { en: 'scheduled', zh: '已预定', isOpen: true },
  due: { en: 'due', zh: '已到期', isOpen: true },
  released: { en: 'released', zh: '已发布' },
  late: { en: 'late', zh: '已延误', isOpen: true },
  cancelled: { en: 'cancelled', zh: '已取消' },
});

/** States of a release that is still waited for. */
export const OPEN_RELEASE_STATES = codesWith(RELEASE_STATES, 'isOpen');

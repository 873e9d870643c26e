import type { Qualifier } from '@silkgauge/codelists';

/** How exact words call a number; near: "nearly 30" is close below, 30多 close above, not anywhere there. */
interface Exactness {
  readonly qualifier: Exclude<Qualifier, 'range'>;
  readonly isNear: boolean;
}

const far = (qualifier: Exactness['qualifier']): Exactness => ({ qualifier, isNear: false });

/** Words before a number, the longer ones first: "no more than" is no "more than". */
const EXACTNESS: readonly (readonly [RegExp, Exactness])[] = [
  [
    /(?:(?<![a-z])(?:no|not) (?:more|higher) than|at most|(?<!went )up to|不超过|不高于|不多于) ?$/,
    far('under'),
  ],
  [/(?:(?<![a-z])(?:no|not) (?:less|lower|fewer) than|at least|不低于|不少于) ?$/, far('over')],
  [
    /(?:(?<![a-z])(?:over|more than|above|exceed(?:s|ed|ing)|surpass(?:ed|ing)|topped)|超过|超|逾|突破|高于) ?$/,
    far('over'),
  ],
  [/(?:(?<![a-z])(?:nearly|almost|close to)|接近|将近|近) ?$/, { qualifier: 'under', isNear: true }],
  [/(?:(?<![a-z])(?:under|less than|below)|不足|不到|低于) ?$/, far('under')],
  [/(?:(?<![a-z])(?:about|around|approximately|roughly|some|circa)|大约|约|约为) ?$/, far('about')],
];

/** How exact the words before and behind a number say that it is. */
export function exactnessOf(before: string, behind: string): Exactness {
  const near = before.slice(-24);
  const found = EXACTNESS.find(([pattern]) => pattern.test(near))?.[1];
  if (found) return found;
  if (/^ ?[多余]/.test(behind)) return { qualifier: 'over', isNear: true };
  if (/^ ?(?:or more|以上)/.test(behind)) return far('over');
  return far(/^ ?(?:or so|左右|上下)/.test(behind) ? 'about' : 'exact');
}

/** Some text without the words at its end that say how exact the number behind it is. */
export const withoutExactness = (before: string): string => {
  for (const [pattern] of EXACTNESS) if (pattern.test(before.slice(-24))) return before.replace(pattern, '');
  return before;
};

import type { ReactNode } from 'react';
import type { RegisteredClaim, RegisteredStatement } from '@silkgauge/contract';
import { filterOf } from '../address/address.ts';
import { missingOf } from '../api/missing.ts';
import { useClaims, useNotices, useStatements } from '../api/queries.ts';
import { Explains } from '../controls/explains.tsx';
import { Instead } from '../controls/instead.tsx';
import { PageLink } from '../controls/page-link.tsx';
import { hostOf } from '../figures/print-source.ts';
import { Speaking, useWords } from '../words/language.tsx';
import { ListFrame } from '../views/list-frame.tsx';
import type { ListProps } from '../views/view.tsx';
import './claims.css';
import {
  claimText,
  judgedText,
  registerClock,
  saidBy,
  sortedClaims,
  standingCounts,
  wholeSubject,
} from './said.ts';
import { useNamesOf } from './use-names-of.ts';

/** Claims beside the figures that judge them, and attributed statements, under the filter. */
export function ClaimsView({ address: { filter, clock } }: ListProps) {
  const { t, language, names } = useWords();
  const asOf = registerClock(clock);
  const claims = useClaims(filter, asOf);
  const statements = useStatements(filter, asOf);
  const said = saidBy(claims.data?.items ?? [], clock);
  const told = useNamesOf(
    [
      ...said.flatMap(({ data: { series, comparedTo } }) => [series, comparedTo ?? []].flat()),
      ...(statements.data?.items ?? []).flatMap(({ data: { about } }) => about.series ?? []),
    ],
    names,
  );
  return (
    <ListFrame view="claims">
      {filter.selection && <p className="counts">{t('find.not-selected')}</p>}
      {clock !== null && asOf === null && <p className="counts">{t('claims.now')}</p>}
      {said.length > 0 && <p className="counts">{t('claims.counts', standingCounts(said))}</p>}
      <Speaking language={language} names={told}>
        <Said title={t('claims.title')} none={t('claims.none')} page={claims}>
          {sortedClaims(said).map((claim) => (
            <Claim key={`${claim.source} ${claim.id}`} claim={claim} />
          ))}
        </Said>
        <Said title={t('statements.title')} none={t('statements.none')} page={statements}>
          {statements.data?.items.map((statement) => (
            <Statement key={`${statement.source} ${statement.id}`} statement={statement} />
          ))}
        </Said>
      </Speaking>
    </ListFrame>
  );
}

interface SaidProps {
  readonly title: string;
  readonly none: string;
  readonly page: ReturnType<typeof useClaims> | ReturnType<typeof useStatements>;
  readonly children: ReactNode;
}

function Said({ title, none, page, children }: SaidProps) {
  const { t } = useWords();
  const { data } = page;
  const count = data?.items.length ?? 0;
  return (
    <section className="said">
      <h4>{title}</h4>
      <Instead of={missingOf([page], count === 0)} empty={none} />
      <ol>{children}</ol>
      {data !== undefined && data.next !== null && <p className="nothing">{t('view.too-many', { count })}</p>}
    </section>
  );
}

function Claim({ claim }: { readonly claim: RegisteredClaim }) {
  const words = useWords();
  const { t, language } = words;
  const { data, standing, withdrawn, growth, comparison, period } = claim;
  const missing = t(period === '_U' ? 'claims.no-period' : 'claims.no-growth');
  return (
    <li className={withdrawn ? 'withdrawn' : undefined} data-claim={claim.id} data-standing={standing}>
      <p>
        <b>{claimText(claim, words)}</b>
      </p>
      <p className={`verdict ${standing}`}>
        {withdrawn ? t('claims.withdrawn') : t(`claims.standing.${standing}`)}
      </p>
      <Quote evidence={data.evidence} who={t('claims.by')} place={claim.chain[language]} />
      <dl>
        <dt>{t('claims.growth')}</dt>
        <dd>{growth ? <Judged growth={growth} /> : missing}</dd>
        {data.comparedTo && (
          <>
            <dt>{t('claims.comparison')}</dt>
            <dd>{comparison ? <Judged growth={comparison} /> : missing}</dd>
          </>
        )}
      </dl>
    </li>
  );
}

function Judged({ growth }: { readonly growth: NonNullable<RegisteredClaim['growth']> }) {
  const words = useWords();
  return <Explains figure={`${growth.key}/${growth.period}`}>{judgedText(growth, words)}</Explains>;
}

function Statement({ statement: { data, withdrawn } }: { readonly statement: RegisteredStatement }) {
  const words = useWords();
  const { t } = words;
  const { series, notice } = data.about;
  const titles = useNotices().data?.items;
  const title = titles?.find((one) => one.notice === notice)?.data?.title;
  return (
    <li className={withdrawn ? 'withdrawn' : undefined}>
      <p>
        <b>{data.speaker}</b>
        {t('word.clause')}
        {data.affiliation}
      </p>
      {withdrawn && <p className="verdict">{t('claims.withdrawn')}</p>}
      <Quote
        evidence={{ ...data.evidence, quote: data.quote }}
        who={t('claims.who')}
        place={hostOf(data.evidence.document) ?? data.evidence.document}
      />
      <dl>
        <dt>{t('statements.about')}</dt>
        <dd>
          {series ? (
            <PageLink to={{ view: 'over-time', filter: filterOf(series), period: null, by: null }}>
              {t('statements.figures', { subject: wholeSubject(series, words) })}
            </PageLink>
          ) : (
            [title, notice].filter(Boolean).join(' · ')
          )}
        </dd>
      </dl>
    </li>
  );
}

interface QuoteProps {
  readonly evidence: RegisteredStatement['data']['evidence'];
  readonly who: string;
  readonly place: string;
}

/** A quote, and whose it is or where it was read. */
function Quote({ evidence: { document, quote, language }, who, place }: QuoteProps) {
  const isAddress = hostOf(document) !== null;
  return (
    <figure>
      <blockquote cite={isAddress ? document : undefined} lang={language}>
        {quote}
      </blockquote>
      <figcaption className="source">
        {who} {isAddress ? <a href={document}>{place}</a> : place}
      </figcaption>
    </figure>
  );
}

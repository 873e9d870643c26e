import { ALERT_STATES, LANGUAGES } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { AGAINST, ALERT_KINDS, LATE_RULE, alertRule } from '../rule/rule.ts';
import { Series } from '../vocabulary.ts';
import { BulletinSegment } from './bulletin.ts';
import { promised } from './release.ts';
import {
  count,
  decimal,
  digits,
  identity,
  instant,
  integer,
  listOf,
  object,
  orNull,
  part,
  text,
  word,
  type Shape,
} from './shape.ts';

const said = {
  member: text('Path in the state; of a flag flags and its name.', 'growth.GY.reported'),
  reading: orNull(text('Which of several readings.')),
  value: orNull(decimal('In plain units; null for a range and a flag.')),
  low: orNull(decimal('Inclusive; null for a flag.')),
  high: orNull(decimal('Exclusive, unless equal to low; null for a flag.')),
  version: integer('Version of the state.'),
};

const AlertSaid = part('AlertSaid', 'A number or a flag that a rule looks at.', {
  key: Type.Optional(text('Series key/period of the state, where an alert is of several.')),
  ...said,
});

const AlertAgainst = part('AlertAgainst', 'A number that it is held against.', {
  key: text('Series key/period of the state.'),
  ...said,
  digits: Type.Optional(text('Of a printed number: as printed; of a range its lower end.')),
  as: Type.Optional(orNull(text('Of a printed number: the words of the sentence.'))),
  isWrong: Type.Optional(word(['surely', 'possibly'], 'Of a printed number: whether it is wrong by now.')),
});

const AlertMissing = part('AlertMissing', 'A print that a release promised and that is not there.', {
  member: word(['missing'], 'Where the release has it.'),
  ...promised,
});

/** What an alert looks at. */
export const alertSaid = listOf(
  Type.Union([AlertSaid, AlertMissing]),
  'What the state says; of silence what is missing.',
);

const AlertPromise = part('AlertPromise', 'What a release promised.', {
  member: word(['at'], 'Where the release has its instant.'),
  publisher: text('Code of the reporter whose prints are expected.', 'GACC'),
  title: text('Its title.'),
  at: text('The promised instant, with the offset that the zone has then.', '2020-07-14T10:00:00+08:00'),
  zone: text('A zone of the IANA Time Zone Database.', 'Asia/Shanghai'),
  graceSeconds: count('How long after the instant it is not late yet, for the rule.'),
});

const AlertSentence = part('AlertSentence', 'What is told in one language.', {
  text: text('The texts of its segments, joined.'),
  segments: listOf(BulletinSegment, 'In order.'),
});

const PrintedHead = part('PrintedHead', 'The printed sentence that an alert is of.', {
  printed: text('Its name.'),
  where: orNull(text('Where it was published.')),
  printedOn: text('A date, or an instant with offset.', '2020-07-14'),
  text: orNull(
    object('The sentence.', { lang: word(LANGUAGES.codes, 'Its language.'), text: text('Its words.') }),
  ),
  told: orNull(
    object('What told it: a version of a bulletin, or an address with a place in the log.', {
      bulletin: Type.Optional(text('Name of the bulletin.')),
      version: Type.Optional(count('Version of the bulletin.')),
      sentence: Type.Optional(text('Id of one of its sentences.')),
      link: Type.Optional(text('The address.')),
    }),
  ),
});

/** Value of the topic `growth-alerts`. */
export const AlertState = part('AlertState', 'The whole present version of one alert.', {
  key: text(
    'Rule, series key and period, joined by slashes; of silence rule and release; of too many alerts of a rule RULE/_overflow; of a printed sentence _printed/NAME.',
  ),
  version: Type.Integer({ minimum: 1, description: 'Rises by one for each alert, without gaps.' }),
  sequence: digits('The global change cursor, of which states have theirs too.'),
  knownAt: instant('Append time of the newest cause at the broker, never falling within an alert.'),
  rule: text('Name of the rule.'),
  ruleVersion: count(
    'How many events of this name have defined the rule, or registered the sentence; 0 of the rule _late.',
  ),
  kind: word(ALERT_KINDS, 'What the rule looks for; printed-wrong: whether a printed sentence holds.'),
  series: orNull(Type.Unsafe<Shape<typeof Series>>(Series)),
  period: orNull(text('The period; null of silence, of too many alerts and of a printed sentence.')),
  release: Type.Optional(text('Of silence: the name of the release.', 'GACC-2020-H1')),
  state: word(
    ALERT_STATES.codes,
    'firing: every point of every side meets the condition, a release is late; pending: the printed digits leave it open, a release is due and something is missing; resolved: no longer either.',
  ),
  since: instant('When it entered this state.'),
  fired: count('How often it entered firing.'),
  threshold: Type.Optional(decimal('Of growth-above and growth-below, in percent.')),
  comparison: Type.Optional(text('What growth is compared with.')),
  comparedTo: Type.Optional(word(AGAINST, 'What the rule holds it against.')),
  member: Type.Optional(word(['growth', 'level'], 'Of revision.')),
  than: Type.Optional(decimal('Of revision: points, of a level percent of what was.')),
  atLeast: Type.Optional(count('Of a record: how many other periods at least.')),
  publisher: Type.Optional(text('Of silence: the publisher that the rule is about; absent: every one.')),
  graceSeconds: Type.Optional(count('Of silence: the grace of the rule; absent: that of the release.')),
  said: alertSaid,
  against: orNull(
    listOf(
      Type.Union([AlertAgainst, AlertPromise]),
      'What it is held against, of silence the promise; null where a rule holds it against nothing.',
    ),
  ),
  because: object('Why the version is, and the events behind it.', {
    reason: text(
      'Of the change; rule-defined, rule-dropped, sentence-printed and sentence-dropped of an order, scheduled and cancelled of one of the release, ticked of the clock.',
      ...['reported', 'rule-dropped', 'ticked'],
    ),
    causes: listOf(object('An event.', identity), 'In the order of the log.'),
  }),
  backfilled: Type.Boolean({
    description: 'Whether the order of the rule made it of what stood there before.',
  }),
  sentence: object('The alert in words.', { en: AlertSentence, zh: AlertSentence }),
  printed: Type.Optional(PrintedHead),
  correction: Type.Optional(
    orNull(
      object('A correction to print, of the numbers of a printed sentence that are surely wrong.', {
        en: AlertSentence,
        zh: AlertSentence,
      }),
    ),
  ),
});

const LateRuleData = part('LateRuleData', 'The rule that no event defines: silence of every publisher.', {
  rule: word([LATE_RULE], 'Its name.'),
  kind: word(['silence'], 'What it looks for.'),
});

export const ListedRule = part('ListedRule', 'A rule that stands.', {
  rule: text('Its name.'),
  version: count('How many events have defined it; 0 of the rule _late, which is always there.'),
  source: orNull(text('Source of the event; null of the rule _late.')),
  id: orNull(text('Id of the event; null of the rule _late.')),
  sequence: orNull(digits('Its place in the log; null of the rule _late.')),
  knownAt: orNull(instant('Append time of the event at the broker; null of the rule _late.')),
  data: Type.Union([alertRule.schema, LateRuleData]),
});

export type AlertState = Shape<typeof AlertState>;
export type ListedRule = Shape<typeof ListedRule>;

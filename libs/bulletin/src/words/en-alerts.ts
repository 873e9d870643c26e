/** English, of alerts. Messages are Unicode MessageFormat 2; nothing that says why, no digits. */
export const EN_ALERTS = {
  'alert-absent': 'of {$subject}{$when}, no such figure is known.',
  'alert-above':
    '.input {$state :string} .input {$count :string} .match $state $count firing many {{ Each of these is above {$threshold}.}} firing * {{ This is above {$threshold}.}} pending * {{ The digits leave open whether this is above {$threshold}.}} * many {{ None of these is above {$threshold}.}} * * {{ This is not above {$threshold}.}}',
  'alert-below':
    '.input {$state :string} .input {$count :string} .match $state $count firing many {{ Each of these is below {$threshold}.}} firing * {{ This is below {$threshold}.}} pending * {{ The digits leave open whether this is below {$threshold}.}} * many {{ None of these is below {$threshold}.}} * * {{ This is not below {$threshold}.}}',
  'alert-last': ' It was put at {$numbers}{$printed} before it last changed.',
  'alert-first': ' The earliest number held is {$numbers}{$printed}.',
  'alert-beside': ' The figure{$when} was {$numbers}{$printed}.',
  'alert-alone': ' There is no number to hold it against.',
  'alert-sign':
    '.input {$state :string} .match $state firing {{ The growth has changed its sign.}} pending {{ The digits leave open whether the growth has changed its sign.}} * {{ The growth has not changed its sign.}}',
  'alert-differ':
    '.input {$state :string} .match $state firing {{ These differ by more than {$than}.}} pending {{ The digits leave open whether these differ by more than {$than}.}} * {{ These do not differ by more than {$than}.}}',
  'alert-high':
    '.input {$state :string} .match $state firing {{ This is above the growth of each other known period of equal length.}} pending {{ The digits leave open whether this is above the growth of each other known period of equal length.}} * {{ This is not known to be above the growth of each other period of equal length.}}',
  'alert-low':
    '.input {$state :string} .match $state firing {{ This is below the growth of each other known period of equal length.}} pending {{ The digits leave open whether this is below the growth of each other known period of equal length.}} * {{ This is not known to be below the growth of each other period of equal length.}}',
  'alert-conflict': ' {$mark}.',
  'alert-met': ' No figures that disagree are known here any longer.',
  'alert-unbroken': ' No change in what is counted is known here any longer.',
  'alert-promised': '{$publisher} was to publish “{$title}” at {$at}.',
  'alert-silent':
    '.input {$state :string} .match $state late {{ It is late; {$missing}.}} due {{ The time has come; {$missing}.}} released {{ All of it is there.}} cancelled {{ It is cancelled.}} * {{ The time has not come yet.}}',
  'alert-missing': 'missing: {$items}',
  'alert-item': '{$what}{$status}, {$period}',
  'alert-status':
    '.input {$status :string} .match $status preliminary {{ (preliminary)}} final {{ (final)}} revised {{ (revised)}} forecast {{ (forecast)}} * {{ (status not stated)}}',
  'alert-between': '; ',
  'alert-comma': ', ',
  'alert-others': '{$items} and others',
  'alert-dropped': ' The rule was dropped.',
  'alert-not-covered': ' The rule is no longer about this figure.',
  'alert-not-about': ' The rule is no longer about this release.',
  'printed-opening':
    '.input {$state :string} .match $state firing {{The printed sentence {$name} no longer holds.}} pending {{It is open whether the printed sentence {$name} still holds.}} * {{The numbers of the printed sentence {$name} hold again.}}',
  'printed-dropped': 'The printed sentence {$name} was dropped.',
  'printed-unknown': ' Of {$key} nothing is known yet.',
  'printed-was':
    '.input {$state :string} .match $state firing {{ It was printed as {$was}.}} * {{ It was printed as {$was}; whether that still holds is left open.}}',
  'printed-more': ' More of its figures are other ones by now.',
  'printed-correction':
    '.input {$figure :string} .match $figure level {{An earlier version put {$subject}{$when}{$beside} at {$was}; {$now}}} * {{An earlier version put {$what} of {$subject}{$when}{$beside} at {$was}; {$now}}}',
  'printed-what':
    '.input {$figure :string} .match $figure share {{the share}} contribution {{the contribution}} * {{the growth}}',
  'printed-now': 'it is now put at {$numbers}, {$said}.',
  'printed-gone': 'no such figure is known.',
  'alert-overflow': 'More series and periods meet the rule {$rule} than it may have alerts.',
  'alert-overflow-ended': 'The rule {$rule} has no more alerts than it may have.',
  'alert-overflow-dropped': 'The rule {$rule} was dropped.',
} as const;

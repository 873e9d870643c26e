export { LANGUAGES, type Language } from './language.ts';
export { dayText, MONTHS, ORDINALS, periodPhrase, periodText } from './period.ts';
export { unitName } from './unit-names.ts';

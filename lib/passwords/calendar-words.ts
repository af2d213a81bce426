/** Seasons and months in the languages of the pages. The meter of the reset page gives little for them. */
const words = `
  spring summer autumn fall winter january february march april june july august september october november december
  frühling frühjahr fruehling sommer herbst januar februar märz maerz juni juli oktober dezember
  printemps été automne hiver janvier février fevrier mars avril juin juillet août septembre octobre novembre décembre
  primavera verano otoño otono invierno enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
  estate autunno inverno gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
  verão verao outono janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
  春天 夏天 秋天 冬天 春季 夏季 秋季 冬季 はる なつ あき ふゆ ربيع صيف خريف شتاء يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
`;

/** One on each line. */
export const calendarWords = [...new Set(words.trim().split(/\s+/))].join('\n');

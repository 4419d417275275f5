/** @param {Record<string, string | undefined>} env */
export function inLanguageOf(env) {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return (words) => (/^zh/i.test(locale) ? words.zh : words.en);
}

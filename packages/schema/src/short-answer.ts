/** The answer to a menu or to a question for a number. Words stay in the record alone: they may be anything, a name too. */
const ANSWER = /^(\d{1,6}|[A-Z])$/;

/**
 * The answer in a reply, as it is typed on a phone: full-width digits, circled ones and a full stop read like `1`, small
 * letters like large ones. A number can be compared as one: `number`.
 */
export function answerIn(text: string | undefined): { answer?: string; number?: number } {
  const plain = (text ?? '')
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/[.。,，!！、)）]+$/u, '');
  if (!ANSWER.test(plain)) return {};
  return { answer: plain, ...(/^\d{1,6}$/.test(plain) ? { number: Number(plain) } : {}) };
}

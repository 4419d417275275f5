import { language, text } from './texts.js';

const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { month: language === 'zh' ? 'long' : 'short', day: 'numeric' });
const fullDay = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric' });

function dayWord(at, now) {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return '';
  today.setDate(today.getDate() - 1);
  if (then.toDateString() === today.toDateString()) return text('yesterday');
  return then.getFullYear() === new Date(now).getFullYear() ? day.format(then) : fullDay.format(then);
}

/** The separator above a bubble: "10:03", "昨天 10:03", "11月6日 10:03". */
export function separator(at, now = Date.now()) {
  return `${dayWord(at, now)} ${clock.format(at)}`.trim();
}

/** The short form of the chat list: the time today, the day before. */
export function shortTime(at, now = Date.now()) {
  return dayWord(at, now) || clock.format(at);
}

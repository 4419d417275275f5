import type { Locale } from '@suivi/schema';
import type { FeedReport } from './count-rows.ts';
import type { Diary, Fault } from './diary-row.ts';

const FAULTS: Record<Fault, { zh: string; en: string }> = {
  patient: { zh: '患者标签', en: 'patient' },
  date: { zh: '日期', en: 'date' },
  time: { zh: '时间', en: 'time' },
  code: { zh: '代码', en: 'code' },
  value: { zh: '数值', en: 'value' },
  fields: { zh: '多出的字段', en: 'surplus fields' },
};

const LABELS: { [K in keyof FeedReport['totals']]: { zh: string; en: string } } = {
  rows: { zh: '记录行', en: 'rows' },
  accepted: { zh: '有效', en: 'accepted' },
  duplicate: { zh: '其中重复', en: 'of them duplicate' },
  sent: { zh: '试验内发送', en: 'sent in the trial' },
  patients: { zh: '患者', en: 'patients' },
  checkIns: { zh: '打卡', en: 'check-ins' },
  misses: { zh: '漏打', en: 'missed days' },
  coachTodos: { zh: '教练待办', en: 'to-dos for the coach' },
  alarms: { zh: '危险值', en: 'dangerous values' },
};

/** Every bad row with its line and all that is wrong with it, and every row that stands twice. */
export function listOfRows({ bad, duplicates }: Diary, locale: Locale): string[] {
  const zh = locale === 'zh';
  const wrong = bad.map(({ line, faults }) => {
    const reasons = faults.map(({ fault, text }) => `${FAULTS[fault][locale]} ${JSON.stringify(text)}`);
    return { line, text: zh ? `第 ${line} 行：${reasons.join('，')}` : `line ${line}: ${reasons.join(', ')}` };
  });
  const twice = duplicates.map(({ line, of }) => ({
    line,
    text: zh ? `第 ${line} 行：与第 ${of} 行重复` : `line ${line}: the same as line ${of}`,
  }));
  return [...wrong, ...twice].sort((a, b) => a.line - b.line).map(({ text }) => text);
}

/** The totals for a person to read. */
export function totalsInWords({ totals, bad }: FeedReport, locale: Locale): string[] {
  const zh = locale === 'zh';
  const lines = Object.entries(totals).map(
    ([name, count]) => `${String(count).padStart(8)}  ${LABELS[name as keyof typeof LABELS][locale]}`,
  );
  const wrong = zh
    ? `坏记录：日期 ${bad.date}，代码 ${bad.code}，数值 ${bad.value}`
    : `bad rows: date ${bad.date}, code ${bad.code}, value ${bad.value}`;
  return [...lines, wrong];
}

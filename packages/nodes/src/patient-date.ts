import type { Locale, PatientDate } from '@suivi/schema';
import { dayOffset, localTime, patientField } from './form-field.ts';

/** The fields by which a node names a date of the patient, with an offset in days and a local time. */
export const patientDate = () => ({
  field: patientField(),
  offset: dayOffset().default({ days: 0 }),
  at: localTime().default('09:00'),
});

export interface PatientDateConfig {
  field: string;
  offset: { days: number };
  at: string;
}

export const lowerDate = ({ field, offset, at }: PatientDateConfig): PatientDate => ({
  field,
  offsetDays: offset.days,
  at,
});

/** "nextExam 前 3 天 09:00" */
export function dateWords({ field, offset: { days }, at }: PatientDateConfig, locale: Locale): string {
  const count = Math.abs(days);
  if (locale === 'zh') {
    const name = /[\x21-\x7e]$/.test(field) ? `${field} ` : field;
    return days === 0 ? `${name}当天 ${at}` : `${name}${days < 0 ? '前' : '后'} ${count} 天 ${at}`;
  }
  const unit = count === 1 ? 'day' : 'days';
  return days === 0 ? `${field} ${at}` : `${count} ${unit} ${days < 0 ? 'before' : 'after'} ${field} ${at}`;
}

import { z } from 'zod';
import { parseInstant } from './instant.ts';
import { cleanText, isCleanJson, type Words } from './text.ts';

/** `dispense.recorded`, `glucose.measured`: lower case, dotted, as in the catalogue below. */
export const eventType = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,4}$/)
  .max(80);

/** One event as other systems send it to `POST /v1/events`. */
export const patientEvent = z.object({
  /** Chosen by the sender; the same id is the same event, however often it is sent. */
  messageId: cleanText(200).min(1),
  /** The patient's id in the sending system. */
  patient: cleanText(200).min(1),
  type: eventType,
  /** When it happened (RFC 3339 with offset); absent = when it arrives. */
  at: z
    .string()
    .refine((text) => parseInstant(text) !== undefined, { error: 'INSTANT_IMPOSSIBLE' })
    .optional(),
  data: z.record(z.string(), z.unknown()).refine(isCleanJson, { error: 'TEXT_NOT_UNICODE' }).default({}),
});
export type PatientEvent = z.infer<typeof patientEvent>;

export interface EventKind {
  label: Words;
  /** Fields of the event's data that conditions and keys may name. */
  fields: Record<string, Words>;
  /** Units in which a field may come, one of them beside it: a number compared without one means nothing. */
  units?: Record<string, readonly string[]>;
}

/** What happened to a therapy. */
const THERAPY: Record<string, Words> = { by: { zh: '由谁', en: 'By whom' }, drug: { zh: '药品', en: 'Drug' } };

/** Events every organization knows (templates.md 0.2, and the words of G2); an organization may send others under keys of its own. */
export const EVENT_CATALOG: Record<string, EventKind> = {
  'dispense.recorded': {
    label: { zh: '取药登记', en: 'Dispense recorded' },
    fields: {
      drug: { zh: '药品', en: 'Drug' },
      packs: { zh: '盒数', en: 'Packs' },
      units_per_pack: { zh: '每盒数量', en: 'Units per pack' },
      units_per_day: { zh: '每日用量', en: 'Units per day' },
      days_on: { zh: '服药天数', en: 'Days on' },
      days_off: { zh: '停药天数', en: 'Days off' },
    },
  },
  'order.paid': {
    label: { zh: '订单已支付', en: 'Order paid' },
    fields: { product: { zh: '商品', en: 'Product' }, amount: { zh: '金额', en: 'Amount' } },
  },
  'order.refunded': {
    label: { zh: '订单已退款', en: 'Order refunded' },
    fields: { product: { zh: '商品', en: 'Product' }, amount: { zh: '金额', en: 'Amount' } },
  },
  'contact.added': {
    label: { zh: '加为好友', en: 'Contact added' },
    fields: { channel_code: { zh: '渠道码', en: 'Channel code' } },
  },
  'contact.deleted': { label: { zh: '被删除好友', en: 'Contact deleted' }, fields: {} },
  'message.received': {
    label: { zh: '患者发来消息', en: 'Message received' },
    fields: {
      kind: { zh: '类型', en: 'Kind' },
      answer: { zh: '短回复', en: 'Short answer' },
      number: { zh: '回复的数字', en: 'Number in it' },
    },
  },
  'form.submitted': { label: { zh: '提交表单', en: 'Form submitted' }, fields: { form: { zh: '表单', en: 'Form' } } },
  'appointment.booked': {
    label: { zh: '已预约', en: 'Appointment booked' },
    fields: { department: { zh: '科室', en: 'Department' } },
  },
  'appointment.moved': {
    label: { zh: '预约改期', en: 'Appointment moved' },
    fields: { department: { zh: '科室', en: 'Department' } },
  },
  'appointment.cancelled': {
    label: { zh: '预约取消', en: 'Appointment cancelled' },
    fields: { department: { zh: '科室', en: 'Department' } },
  },
  'appointment.no_show': {
    label: { zh: '爽约', en: 'Appointment missed' },
    fields: { department: { zh: '科室', en: 'Department' } },
  },
  'visit.completed': { label: { zh: '就诊完成', en: 'Visit completed' }, fields: { type: { zh: '类型', en: 'Type' } } },
  'lab.reported': { label: { zh: '检验出报告', en: 'Lab reported' }, fields: { test: { zh: '项目', en: 'Test' } } },
  'glucose.measured': {
    label: { zh: '测血糖', en: 'Glucose measured' },
    fields: {
      value: { zh: '数值', en: 'Value' },
      unit: { zh: '单位', en: 'Unit' },
      flag: { zh: '标记', en: 'Flag' },
      context: { zh: '时段', en: 'Context' },
    },
    units: { value: ['mmol/L', 'mg/dL'] },
  },
  'bp.measured': {
    label: { zh: '测血压', en: 'Blood pressure measured' },
    fields: {
      systolic: { zh: '收缩压', en: 'Systolic' },
      diastolic: { zh: '舒张压', en: 'Diastolic' },
      unit: { zh: '单位', en: 'Unit' },
    },
    units: { systolic: ['mmHg', 'kPa'], diastolic: ['mmHg', 'kPa'] },
  },
  'diary.noted': {
    label: { zh: '日记条目', en: 'Diary entry' },
    fields: { code: { zh: '代码', en: 'Code' }, value: { zh: '数值', en: 'Value' } },
  },
  'field.changed': { label: { zh: '资料变更', en: 'Field changed' }, fields: { key: { zh: '字段', en: 'Field' } } },
  'task.closed': {
    label: { zh: '待办已处理', en: 'To-do closed' },
    fields: { outcome: { zh: '结果', en: 'Outcome' } },
  },
  'journey.ended': {
    label: { zh: '子流程结束', en: 'Sub-journey ended' },
    fields: { outcome: { zh: '结果', en: 'Outcome' } },
  },
  'calendar.added': {
    label: { zh: '工作日历已补充', en: 'Calendar year added' },
    fields: { calendar: { zh: '日历', en: 'Calendar' } },
  },
  'clinical.hold': { label: { zh: '临床暂停', en: 'Clinical hold' }, fields: { reason: { zh: '原因', en: 'Reason' } } },
  'clinical.released': { label: { zh: '解除暂停', en: 'Hold lifted' }, fields: {} },
  'therapy.started': { label: { zh: '开始用药', en: 'Therapy started' }, fields: THERAPY },
  'therapy.changed': { label: { zh: '用药变更', en: 'Therapy changed' }, fields: THERAPY },
  'therapy.stopped': { label: { zh: '停药', en: 'Therapy stopped' }, fields: THERAPY },
  // What was said (`verbatim`) is in the record alone: a field that is named here travels, and is shown in lists.
  'ae.suspected': {
    label: { zh: '疑似不良反应', en: 'Adverse reaction suspected' },
    fields: { source: { zh: '来源', en: 'Source' } },
  },
  'emergency.suspected': {
    label: { zh: '疑似紧急情况', en: 'Emergency suspected' },
    fields: { source: { zh: '来源', en: 'Source' } },
  },
  'patient.hospitalised': { label: { zh: '患者住院', en: 'Patient in hospital' }, fields: {} },
  'patient.pregnant': { label: { zh: '患者妊娠', en: 'Patient pregnant' }, fields: {} },
  'patient.deceased': { label: { zh: '患者去世', en: 'Patient deceased' }, fields: {} },
  'child.deceased': { label: { zh: '孩子去世', en: 'Child deceased' }, fields: {} },
  'consent.given': {
    label: { zh: '给予同意', en: 'Consent given' },
    fields: { purpose: { zh: '用途', en: 'Purpose' } },
  },
  'consent.withdrawn': {
    label: { zh: '撤回同意', en: 'Consent withdrawn' },
    fields: { purpose: { zh: '用途', en: 'Purpose' } },
  },
  'event.voided': {
    label: { zh: '事件作废', en: 'Event voided' },
    fields: { id: { zh: '作废的事件', en: 'Voided event' }, reason: { zh: '原因', en: 'Reason' } },
  },
};

/** Put into the inbox by the product itself: an enrolment by hand or by API is an event like any other. */
export const ENROL_EVENT = 'enrolment.requested';
/** A field of the patient was written: `{key}`; the value stays in the database. */
export const FIELD_CHANGED = 'field.changed';
/** A to-do was closed: `{act, outcome}`, where `act` is the visit (run/node/visit) that waits for it. */
export const TASK_CLOSED = 'task.closed';

/** A journey that another one called has ended: `{act, outcome}`, where `act` is the visit that waits for it. */
export const JOURNEY_ENDED = 'journey.ended';
/** A year of a work-day calendar was added: `{calendar, year}`. Runs that were held for want of it go on. */
export const CALENDAR_ADDED = 'calendar.added';
/** The patient is held in all journeys (in hospital, pregnant, a complaint): `{reason}`. Each step says what that means. */
export const CLINICAL_HOLD = 'clinical.hold';
/** A person lifted the clinical hold. */
export const CLINICAL_RELEASE = 'clinical.released';

/** Events of our own making: nobody may send them from outside. */
export const OWN_EVENTS: readonly string[] = [ENROL_EVENT, FIELD_CHANGED, TASK_CLOSED, JOURNEY_ENDED, CALENDAR_ADDED];

export function eventLabel(type: string): Words {
  return EVENT_CATALOG[type]?.label ?? { zh: type, en: type };
}

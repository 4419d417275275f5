import { describe, expect, it } from 'vitest';
import { eventText } from './event-words.ts';

describe('an event in words', () => {
  it('keeps the unit of a glucose value and says it in mmol/L as well', () => {
    const data = { value: 320, unit: 'mg/dL', context: 'pre-breakfast' };
    expect(eventText('glucose.measured', data, 'zh').says).toBe('320 mg/dL（17.8 mmol/L） · pre-breakfast');
    expect(eventText('glucose.measured', { value: 8.1, unit: 'mmol/L' }, 'en').says).toBe('8.1 mmol/L');
  });

  it('says in words when a value was taken; an unknown code is shown as it came', () => {
    const data = { value: 6, unit: 'mmol/L', context: 'after-supper' };
    expect(eventText('glucose.measured', data, 'zh').says).toBe('6 mmol/L · 晚餐后');
  });

  it('shows Hi and Lo of a meter as a reading', () => {
    expect(eventText('glucose.measured', { flag: 'HI', unit: 'mg/dL' }, 'zh').says).toBe('HI');
  });

  it('says the fields that the catalogue knows, and nothing of an unknown event', () => {
    expect(eventText('order.paid', { product: 'A', amount: 12, secret: 1 }, 'zh')).toEqual({
      label: '订单已支付',
      says: '商品 A · 金额 12',
    });
    expect(eventText('own.event', { a: 1 }, 'en')).toEqual({ label: 'own.event', says: '' });
  });
});

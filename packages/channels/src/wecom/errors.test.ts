import { describe, expect, it } from 'vitest';
import { deliveryFailureReason, refusedSend } from './errors.ts';

describe('refusals of kf/send_msg', () => {
  it.each([95001, 95002, 95018, 40096, 40001, 48002, 60020])('gives up at once on %i', (errcode) => {
    expect(refusedSend(errcode)).toEqual({ state: 'failed', code: `wecom-${errcode}`, retryable: false });
  });

  it('waits out the minute after a rate limit', () => {
    expect(refusedSend(45009)).toEqual({ state: 'failed', code: 'wecom-45009', retryable: true, retryAfterMs: 60_000 });
  });

  it('does not claim "not sent" about a code it does not know', () => {
    expect(refusedSend(77777)).toEqual({ state: 'unknown', code: 'wecom-77777' });
  });
});

describe('delivery failures', () => {
  it('names the reason, and calls a type added later unknown', () => {
    expect(deliveryFailureReason(10)).toBe('refused-by-patient');
    expect(deliveryFailureReason(99)).toBe('unknown');
  });
});

import { expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { webhook } from './definition.ts';

const config = { url: 'https://hooks.example.org/suivi', variables: 'send', patient: 'leave' };

test('it says whom it tells', () => {
  expect(summaries(webhook, config)).toEqual({ zh: '通知 hooks.example.org', en: 'Tell hooks.example.org' });
});

test('an answer takes one port, a failure the other', () => {
  expect(lowered(webhook, config)).toMatchObject({
    kind: 'callNode',
    with: { type: 'webhook', version: 1, config, outcomes: ['ok', 'failed'], timeout: 15_000, attempts: 5 },
    outcomes: { ok: { port: 'ok', to: 'to-ok' }, failed: { port: 'failed', to: 'to-failed' } },
    next: { port: 'ok', to: 'to-ok' },
  });
});

test('an address is a URL of the web without credentials in it', () => {
  expect(webhook.check(config)).toEqual([]);
  for (const url of ['hooks.example.org', 'ftp://x.org/', 'https://user:pass@x.org/', 'javascript:alert(1)']) {
    expect(webhook.check({ ...config, url }), url).toMatchObject([{ code: 'FIELD_INVALID', field: 'url' }]);
  }
});

test('no identity leaves unless somebody chose so', () => {
  expect(webhook.initial.patient).toBe('leave');
  expect(webhook.config.parse({ url: config.url })).toMatchObject({ patient: 'leave' });
});

test('it can be drawn at any time', () => {
  for (const draft of INCOMPLETE) expect(webhook.ports(draft).map(({ id }) => id)).toEqual(['ok', 'failed']);
});

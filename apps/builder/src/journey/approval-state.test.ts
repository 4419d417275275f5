import type { ApprovalNeed, ApprovalView } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { missingToPublish } from '../publish/missing.ts';
import { approvalStates } from './approval-state.ts';

const need: ApprovalNeed = { node: 'm', part: 'text', text: 'Hello', contentHash: 'sha256:a', contextHash: 'sha256:b' };
const approval: ApprovalView = {
  node: 'm',
  contentHash: 'sha256:a',
  contextHash: 'sha256:b',
  by: 'Wang Min',
  qualification: 'physician',
  at: 1,
  state: 'valid',
};

describe('an approval', () => {
  it('holds only for the exact content and context', () => {
    expect(approvalStates([need], [approval]).m?.state).toBe('approved');
    expect(approvalStates([{ ...need, contentHash: 'sha256:c' }], [approval]).m?.state).toBe('lapsed');
    expect(approvalStates([{ ...need, contextHash: 'sha256:c' }], [approval]).m?.state).toBe('lapsed');
  });

  it('is missing where nobody has signed yet', () => {
    expect(approvalStates([need], []).m?.state).toBe('missing');
  });
});

describe('what is missing to publish', () => {
  it('are errors and every text without a valid signature, each once', () => {
    const compiled = {
      needs: [need],
      diagnostics: [
        { code: 'PORT_OPEN' as const, severity: 'error' as const, node: 'm', params: {} },
        { code: 'DURATION_TEST_ONLY' as const, severity: 'warning' as const, node: 'w', params: {} },
      ],
    };
    expect(missingToPublish(compiled, approvalStates([need], [])).map((d) => d.code)).toEqual([
      'PORT_OPEN',
      'APPROVAL_MISSING',
    ]);
  });
});

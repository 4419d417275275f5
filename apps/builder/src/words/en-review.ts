import type { zhReview } from './zh-review.ts';

/** Words of annotating in English; part of the one catalogue (en.ts). */
export const enReview: Record<keyof typeof zhReview, string> = {
  'audit.thread.answered': 'Answered a comment',
  'audit.thread.opened': 'Commented',
  'audit.thread.reopened': 'Reopened a comment',
  'audit.thread.resolved': 'Resolved a comment',
  'save.held': 'Not saved: waiting for you',
  'thread.answer': 'Answer…',
  'thread.count': 'Comments · {count} open',
  'thread.mustFix': 'Must fix',
  'thread.new': 'Comment… (select words of the text to quote them)',
  'thread.noQuote': 'Don’t quote',
  'thread.quoteGone': 'the text has changed; these words are gone',
  'thread.reopen': 'Reopen',
  'thread.resolve': 'Resolve',
  'thread.resolved': 'Resolved',
  'thread.resolvedCount': '{count} resolved',
  'thread.send': 'Send',
  'thread.suggestion': 'Suggestion',
  'thread.title': 'Comments',
  'thread.whoResolves': 'resolved by whoever raised it or a reviewer',
  'voids.discard': 'Discard the edit',
  'voids.save': 'Save the edit',
  'voids.says':
    'Not saved yet: {count, plural, one {saving voids # approval, which then needs} other {saving voids # approvals, which then need}} a review again',
  'voids.title': 'The edit voids approvals',
};

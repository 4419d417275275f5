import { z } from 'zod';
import type { EpochMs } from './instant.ts';
import { elementId } from './journey.ts';
import { cleanText } from './text.ts';

/** Longest comment, in UTF-16 units: a page of text. */
export const COMMENT_MAX = 4_000;
const QUOTE_MAX = 500;

/** What begins a thread: about a node, a span of its text, or the journey as a whole. */
export const newThread = z.object({
  node: elementId.optional(),
  /** The words it is about, as they stand. */
  quote: cleanText(QUOTE_MAX).min(1).optional(),
  /** Publishing waits until it is resolved. */
  mustFix: z.boolean(),
  body: cleanText(COMMENT_MAX).trim().min(1),
});
export type NewThread = z.infer<typeof newThread>;

export const commentBody = cleanText(COMMENT_MAX).trim().min(1);

export interface ReviewComment {
  id: string;
  body: string;
  by: string;
  at: EpochMs;
}

export interface ReviewThread {
  id: string;
  node?: string;
  quote?: string;
  mustFix: boolean;
  /** Revision of the draft on which it was begun. */
  revision: number;
  resolved?: { by: string; at: EpochMs };
  /** Whether the caller may resolve or reopen it. */
  mine: boolean;
  comments: ReviewComment[];
}

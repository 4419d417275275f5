import type { NewThread, ReviewThread } from '@suivi/schema';
import type { Caller } from '../api/caller.ts';

/** Review threads of a journey: begun on a node, answered, resolved. */
export interface ReviewThreadServices {
  listThreads(caller: Caller, journey: string): Promise<ReviewThread[]>;
  openThread(caller: Caller, input: NewThread & { journey: string }): Promise<ReviewThread>;
  replyToThread(caller: Caller, input: { thread: string; body: string }): Promise<ReviewThread>;
  resolveThread(caller: Caller, input: { thread: string; resolved: boolean }): Promise<ReviewThread>;
}

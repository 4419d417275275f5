import type { ErrorCode, Words } from '@suivi/schema';
import { z } from 'zod';

const shape = z.object({
  data: z.object({
    suivi: z.object({
      code: z.string(),
      status: z.number(),
      sentence: z.object({ zh: z.string(), en: z.string() }),
    }),
  }),
});

export interface ErrorView {
  code: ErrorCode;
  sentence: Words;
}

/** What the server said about an error; undefined when the answer never came, so that it may be tried again. */
export function errorView(error: unknown): ErrorView | undefined {
  const parsed = shape.safeParse(error);
  if (!parsed.success) return undefined;
  const { code, sentence } = parsed.data.data.suivi;
  return { code: code as ErrorCode, sentence };
}

import { JOURNEY_FORMAT, type Journey, journey, SuiviError } from '@suivi/schema';

/**
 * Reads a journey document from outside (file, clipboard, API).
 * @throws SuiviError DRAFT_FORMAT_NEWER for a later format, INPUT_INVALID (cause: ZodError) for anything else.
 */
export function readJourney(raw: unknown): Journey {
  const format = (raw as { v?: unknown } | null)?.v;
  if (typeof format === 'string' && newer(format)) throw new SuiviError('DRAFT_FORMAT_NEWER', { format });
  const parsed = journey.safeParse(raw);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') || 'v';
  throw new SuiviError(
    'INPUT_INVALID',
    { field, reason: parsed.error.issues[0]?.message ?? '' },
    { cause: parsed.error },
  );
}

function newer(format: string): boolean {
  const [, version] = /^suivi\.journey\/(\d+)$/.exec(format) ?? [];
  return version !== undefined && Number(version) > Number(JOURNEY_FORMAT.split('/')[1]);
}

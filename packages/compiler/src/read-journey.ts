import { isCleanJson, JOURNEY_FORMAT, type Journey, journey, SuiviError } from '@suivi/schema';

/**
 * Reads a journey document from outside (file, clipboard, API). Every node of the result has a place on the canvas,
 * and nothing else has: what undo gives back exactly.
 * @throws SuiviError DRAFT_FORMAT_NEWER for a later format, TEXT_NOT_UNICODE for text that cannot be stored,
 * INPUT_INVALID (cause: ZodError) for anything else.
 */
export function readJourney(raw: unknown): Journey {
  const format = (raw as { v?: unknown } | null)?.v;
  if (typeof format === 'string' && newer(format)) throw new SuiviError('DRAFT_FORMAT_NEWER', { format });
  if (!isCleanJson(raw)) throw new SuiviError('TEXT_NOT_UNICODE');
  const parsed = journey.safeParse(raw);
  if (parsed.success) return placed(parsed.data);
  const field = parsed.error.issues[0]?.path.join('.') || 'v';
  throw new SuiviError(
    'INPUT_INVALID',
    { field, reason: parsed.error.issues[0]?.message ?? '' },
    { cause: parsed.error },
  );
}

function placed(document: Journey): Journey {
  const layout = Object.keys(document.nodes).map((id) => [id, document.layout[id] ?? { x: 0, y: 0 }]);
  return { ...document, layout: Object.fromEntries(layout) };
}

function newer(format: string): boolean {
  const [, version] = /^suivi\.journey\/(\d+)$/.exec(format) ?? [];
  return version !== undefined && Number(version) > Number(JOURNEY_FORMAT.split('/')[1]);
}

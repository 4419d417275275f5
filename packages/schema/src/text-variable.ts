/**
 * Variables in a text for patients: `{{称呼}}` is replaced by that field of the patient at the moment of sending,
 * `{{称呼|您}}` by what stands after the bar where the field is not known. A reviewer approves the text as it is written.
 */
export interface TextVariable {
  /** Path of a field of the patient. */
  field: string;
  /** Used where the field is not known; without it the text cannot be sent then. */
  fallback?: string;
}

const VARIABLE = /\{\{([^{}|]*)(?:\|([^{}|]*))?\}\}/g;
const FIELD = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*){0,5}$/u;

/** The variables of a text, each field once, in their order. A field with and without fallback needs its value. */
export function textVariables(text: string): TextVariable[] {
  const found = new Map<string, TextVariable>();
  for (const [, name = '', fallback] of text.matchAll(VARIABLE)) {
    const field = name.trim();
    const known = found.get(field);
    if (!known) found.set(field, { field, ...(fallback === undefined ? {} : { fallback: fallback.trim() }) });
    else if (fallback === undefined) delete known.fallback;
  }
  return [...found.values()];
}

/** The first thing in a text that looks like a variable and is none, as it is written: `{{}}`, `{{a b}}`, `{{a`. */
export function malformedVariable(text: string): string | undefined {
  const wrong = [...text.matchAll(VARIABLE)].find(([, name = '']) => !FIELD.test(name.trim()));
  if (wrong) return wrong[0];
  return /\{\{[^{}]{0,40}|[^{}]{0,40}\}\}/.exec(text.replace(VARIABLE, ''))?.[0];
}

/**
 * The text that a patient gets. @param fieldValue a field's value of now; undefined or null where it is not known.
 * @returns the fields for want of which it cannot be sent, if any: a text with a hole never leaves.
 */
export function fillText(
  text: string,
  fieldValue: (field: string) => unknown,
): { text: string } | { missing: string[] } {
  const missing = new Set<string>();
  const filled = text.replace(VARIABLE, (_, name: string, fallback?: string) => {
    const value = wordsOf(fieldValue(name.trim())) ?? fallback?.trim();
    if (value === undefined) missing.add(name.trim());
    return value ?? '';
  });
  return missing.size > 0 ? { missing: [...missing] } : { text: filled };
}

/** A measurement `{value, unit}` reads with its unit; what has no words of its own is not known. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { value: amount, unit } = value as { value?: unknown; unit?: unknown };
  const words = wordsOf(typeof amount === 'object' ? undefined : amount);
  return words === undefined || typeof unit !== 'string' ? words : `${words} ${unit}`;
}

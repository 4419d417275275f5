import { JOURNEY_LIMITS, type Journey, SuiviError, type Words } from '@suivi/schema';
import { z } from 'zod';
import { readJourney } from './read-journey.ts';
import { readYaml, type TextFault, type YamlValue } from './yaml-value.ts';

/** Why a text is no journey: a stable code, the place where there is one, and a sentence. */
export interface TextProblem extends TextFault {
  says: Words;
}

/** Either the journey or at least one problem. */
export type ReadText = { journey: Journey; problems: [] } | { journey?: undefined; problems: TextProblem[] };

/** One mistake often makes many others. */
const MAX_PROBLEMS = 20;

/**
 * Reads a journey that somebody wrote as YAML or JSON (which is YAML too). Total: whatever the text holds, the answer is
 * the journey, or what is wrong and where. What stands in the text is not repeated, only keys are.
 */
export function readJourneyText(text: string): ReadText {
  if (isTooLarge(text)) return refused([{ code: 'DOCUMENT_TOO_LARGE', params: { limit: JOURNEY_LIMITS.bytes } }]);
  const read = readYaml(text);
  if (Array.isArray(read)) return refused(read);
  try {
    return { journey: readJourney(read.value), problems: [] };
  } catch (error) {
    if (error instanceof SuiviError) return refused(faultsOf(error, read));
    throw error;
  }
}

const isTooLarge = (text: string): boolean =>
  text.length > JOURNEY_LIMITS.bytes || new TextEncoder().encode(text).length > JOURNEY_LIMITS.bytes;

const refused = (faults: TextFault[]): ReadText => ({
  problems: faults
    .slice(0, MAX_PROBLEMS)
    .map((fault) => ({ ...fault, says: new SuiviError(fault.code, fault.params).sentence() })),
});

/** Every field that the format refuses, not only the first. */
function faultsOf(error: SuiviError, read: YamlValue): TextFault[] {
  if (!(error.cause instanceof z.ZodError)) return [{ code: error.code, params: error.params }];
  return error.cause.issues.map(({ path, message }) => ({
    code: error.code,
    params: { field: path.join('.') || 'v', reason: message },
    ...read.place(path),
  }));
}

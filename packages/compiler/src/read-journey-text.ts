import { JOURNEY_LIMITS, type Journey, SuiviError, type Words } from '@suivi/schema';
import { z } from 'zod';
import { ignoredKeys } from './ignored-keys.ts';
import { readJourney } from './read-journey.ts';
import { type Place, readYaml, type TextFault, type YamlValue } from './yaml-value.ts';

/** Why a text is no journey: a stable code, the place where there is one, and a sentence. */
export interface TextProblem extends TextFault {
  says: Words;
}

/**
 * Either the journey or at least one problem. Keys that say nothing (`timout`) do not stop anybody, but whoever wrote them
 * should know.
 */
export type ReadText =
  | { journey: Journey; problems: []; ignored: TextProblem[] }
  | { journey?: undefined; problems: TextProblem[]; ignored: [] };

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
    const journey = readJourney(read.value);
    const ignored = ignoredKeys(read.value, journey).map((path) => ignoredAt(path, read));
    return { journey, problems: [], ignored: told(ignored.sort(asWritten)) };
  } catch (error) {
    if (error instanceof SuiviError) return refused(faultsOf(error, read));
    throw error;
  }
}

const isTooLarge = (text: string): boolean =>
  text.length > JOURNEY_LIMITS.bytes || new TextEncoder().encode(text).length > JOURNEY_LIMITS.bytes;

const refused = (faults: TextFault[]): ReadText => ({ problems: told(faults), ignored: [] });

const told = (faults: TextFault[]): TextProblem[] =>
  faults
    .slice(0, MAX_PROBLEMS)
    .map((fault) => ({ ...fault, says: new SuiviError(fault.code, fault.params).sentence() }));

const asWritten = (a: Place, b: Place): number => a.line - b.line || a.column - b.column;

function ignoredAt(path: string[], read: YamlValue): TextFault & Place {
  const place = read.keyPlace(path);
  return { code: 'DOCUMENT_KEY_IGNORED', params: { ...place, key: path.at(-1) ?? '' }, ...place };
}

/** Every field that the format refuses, not only the first. */
function faultsOf(error: SuiviError, read: YamlValue): TextFault[] {
  if (!(error.cause instanceof z.ZodError)) return [{ code: error.code, params: error.params }];
  return error.cause.issues.map(({ path, message }) => ({
    code: error.code,
    params: { field: path.join('.') || 'v', reason: message },
    ...read.place(path),
  }));
}

import { canonicalJson, type DraftCommand, type DraftLogEntry } from '@suivi/schema';

/**
 * What is still to be sent after other entries came in. If the log already holds the batch that was on its way,
 * its answer was lost and it must not be sent again: a doubled command would stand in the history twice.
 */
export function stillToSend(sending: DraftCommand[], entries: readonly DraftLogEntry[]): DraftCommand[] {
  if (sending.length === 0 || entries.length < sending.length) return sending;
  const wanted = sending.map(canonicalJson);
  const logged = entries.map((entry) => canonicalJson(entry.command));
  for (let start = 0; start + wanted.length <= logged.length; start++) {
    if (wanted.every((command, k) => logged[start + k] === command)) return [];
  }
  return sending;
}

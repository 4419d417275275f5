import { zoneTable } from '@suivi/schema/zones';
import { parseDocument } from 'yaml';
import type { ScenarioRun } from './scenario-run.ts';
import { localTime } from './scenario-time.ts';

/**
 * The text of a scenario with what came out as what is expected: path, texts and end. What must never occur stays as it
 * was written, and so does everything else in the text, comments too.
 * @param text YAML or JSON from which the run was made.
 */
export function recordRun(text: string, run: ScenarioRun): string {
  const document = parseDocument(text);
  if (!document.has('expect')) document.set('expect', document.createNode({}));
  for (const key of ['enters', 'path', 'passes', 'texts', 'outcome', 'ended', 'state', 'standsAt']) {
    document.deleteIn(['expect', key]);
  }
  for (const [key, value] of Object.entries(cameOut(run))) {
    document.setIn(['expect', key], document.createNode(value));
  }
  return document.toString({ lineWidth: 0 });
}

function cameOut(run: ScenarioRun): Record<string, unknown> {
  if (!run.entered) return { enters: false };
  const zone = zoneTable(run.zone);
  const { visits, texts, outcome, ended, state, standsAt } = run;
  return {
    path: visits.map(({ node, ports: [port], arrived }) => {
      const place = port === undefined ? node : `${node}.${port}`;
      return `${place} @ ${localTime(zone, arrived)}`;
    }),
    texts: texts.filter(({ got }) => got).map(({ node, at, text }) => ({ node, at: localTime(zone, at), text })),
    ...(outcome === undefined ? { state, standsAt } : { outcome }),
    ...(ended === undefined ? {} : { ended: localTime(zone, ended) }),
  };
}

import { emptyJourney, type Journey } from '@suivi/schema';

/** trigger → message → wait for a reply → (event) thanks → exit, (timeout) exit; laid out in two columns. */
export function sampleJourney(): Journey {
  const node = (type: string, config: Record<string, unknown> = {}) => ({ type, version: 1, config });
  return {
    ...emptyJourney({ en: 'Sample' }),
    nodes: {
      t: node('trigger-event', { event: 'dispense.recorded', reentry: 'never' }),
      m: node('message', { text: 'Hello', class: 'service', validFor: 'P1D', onBlocked: 'continue' }),
      e: node('wait-for-event', { event: 'message.received', timeout: { after: 'P1D' } }),
      n: node('message', { text: 'Thanks', class: 'service', validFor: 'P1D', onBlocked: 'continue' }),
      x: node('exit', { outcome: 'replied', kind: 'goal' }),
      y: node('exit', { outcome: 'silent', kind: 'drop' }),
    },
    wires: {
      a: { from: 't', port: 'next', to: 'm' },
      b: { from: 'm', port: 'next', to: 'e' },
      c: { from: 'e', port: 'event', to: 'n' },
      d: { from: 'e', port: 'timeout', to: 'y' },
      f: { from: 'n', port: 'next', to: 'x' },
    },
    layout: {
      t: { x: 0, y: 0 },
      m: { x: 0, y: 72 },
      e: { x: 0, y: 144 },
      n: { x: -122, y: 240 },
      x: { x: -122, y: 312 },
      y: { x: 122, y: 312 },
    },
  };
}

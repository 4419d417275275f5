async function json(path, init) {
  const response = await fetch(`/__sandbox/${path}`, init);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

export const loadPatients = () => json('patients');

export const loadMessages = (patient) => json(`messages?patient=${encodeURIComponent(patient)}`);

/** Answers as the patient. Rejects when the sandbox did not take it. */
export function reply(patient, text) {
  const headers = { 'content-type': 'application/json' };
  return json(`patients/${encodeURIComponent(patient)}/reply`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ text }),
  });
}

/** Live events after `seq`. The browser itself comes back after a break, with the last id it has seen. */
export function listen(seq, { onEvent, onState }) {
  const source = new EventSource(`/__sandbox/events?after=${seq}`);
  for (const type of ['message', 'patient', 'undelivered']) {
    source.addEventListener(type, (event) => onEvent(JSON.parse(event.data)));
  }
  source.addEventListener('open', () => onState(true));
  source.addEventListener('error', () => onState(false));
}

import { reply } from './sandbox-api.js';
import { text } from './texts.js';

/** Enter sends, Shift+Enter breaks the line; what could not be sent stays in the field. */
export function startComposer(form, currentPatient) {
  const field = form.querySelector('textarea');
  const button = form.querySelector('button');
  const error = form.querySelector('.composer-error');
  const drafts = new Map();
  let sending = false;

  const update = () => {
    button.disabled = sending || field.value.trim() === '';
  };

  field.addEventListener('input', update);
  field.addEventListener('keydown', (event) => {
    // While an input method is composing, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const patient = currentPatient();
    const words = field.value;
    if (sending || words.trim() === '' || patient === undefined) return;
    sending = true;
    update();
    try {
      await reply(patient, words);
      error.hidden = true;
      if (currentPatient() === patient) field.value = '';
      else drafts.delete(patient);
    } catch {
      error.textContent = text('sendFailed');
      error.hidden = false;
    } finally {
      sending = false;
      update();
    }
  });

  return {
    /** Keeps the half-written answer of one chat apart from the next one's. */
    switchTo(patient, previous) {
      if (previous !== undefined) drafts.set(previous, field.value);
      field.value = drafts.get(patient) ?? '';
      error.hidden = true;
      update();
    },
  };
}

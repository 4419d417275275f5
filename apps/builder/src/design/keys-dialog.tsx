import { Modal } from '@mantine/core';
import { ui, useUi } from '../journey/ui-store.ts';
import { useSay } from '../words/words.ts';
import { KEYS } from './shortcuts.ts';

export function KeysDialog() {
  const say = useSay();
  const open = useUi((state) => state.keysOpen);
  return (
    <Modal opened={open} onClose={() => ui.set({ keysOpen: false })} title={say('keys.title')} radius="lg" centered>
      <dl className="keys">
        {KEYS.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd className="kbd">{key}</kbd>
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

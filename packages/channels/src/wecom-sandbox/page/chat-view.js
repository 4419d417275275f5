import { initial, make } from './elements.js';
import { text } from './texts.js';
import { separator } from './when.js';

/** A time stands above the first bubble and after every pause longer than this, as in WeCom. */
const PAUSE_MS = 5 * 60_000;

/** The bubbles of one chat. `names` are what the avatars stand for. */
export function createChatView({ talk, list }) {
  let shown = [];
  let names = { institution: '', patient: '' };

  function append(bubble, isNew) {
    const before = shown.at(-1);
    if (before === undefined) list.replaceChildren();
    if (before === undefined || bubble.at - before.at > PAUSE_MS) list.append(make('li', 'when', separator(bubble.at)));
    shown.push(bubble);
    list.append(line(bubble, names[bubble.direction], isNew));
  }

  return {
    /** Shows a chat from its first bubble on. */
    open(bubbles, nextNames) {
      shown = [];
      names = nextNames;
      list.replaceChildren(make('li', 'talk-empty', text('noMessages')));
      for (const bubble of bubbles) append(bubble, false);
      talk.scrollTop = talk.scrollHeight;
    },
    /** Adds what has just arrived; follows it only if the reader was at the end. */
    add(bubble) {
      if (shown.some(({ seq }) => seq === bubble.seq)) return false;
      const atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80;
      append(bubble, true);
      if (atEnd || bubble.direction === 'patient') talk.scrollTop = talk.scrollHeight;
      return true;
    },
    /** Marks every bubble of a message that did not get through. */
    markUndelivered(msgid) {
      for (const element of list.querySelectorAll('.bubble')) {
        if (element.dataset.msgid === msgid) element.parentElement.append(undeliveredMark());
      }
    },
  };
}

function line(bubble, name, isNew) {
  const item = make('li', `line ${bubble.direction}${isNew ? ' new' : ''}`);
  const body = make('div', 'body');
  const content = make('div', 'bubble', bubble.text, { 'data-testid': 'chat-bubble' });
  content.dataset.msgid = bubble.msgid;
  content.dataset.direction = bubble.direction;
  body.append(make('span', 'hidden', name), content);
  if (bubble.copy > 1 && bubble.direction === 'institution') {
    body.append(make('p', 'mark', text('repeated', { copy: bubble.copy }), { 'data-testid': 'repeated' }));
  }
  if (bubble.failType !== undefined) body.append(undeliveredMark());
  const avatar = make('span', `avatar ${bubble.direction}`, initial(name), { 'aria-hidden': 'true' });
  item.append(avatar, body);
  return item;
}

const undeliveredMark = () => make('p', 'mark undelivered', text('undelivered'));

import { initial, make } from './elements.js';
import { text } from './texts.js';
import { shortTime } from './when.js';

/** Draws the list of chats, the one with the newest message first. `linkTo` keeps language and theme. */
export function drawChatList(list, chats, { selected, linkTo }) {
  const rows = [...chats].sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
  list.replaceChildren(...rows.map((chat) => row(chat, chat.id === selected, linkTo(chat.id))));
}

function row(chat, current, href) {
  const link = make('a', 'chat');
  link.href = href;
  link.dataset.patient = chat.id;
  if (current) link.setAttribute('aria-current', 'true');
  link.append(
    make('span', 'avatar', initial(chat.name), { 'aria-hidden': 'true' }),
    make('span', 'chat-name', chat.name),
    make('span', 'chat-time', chat.last ? shortTime(chat.last.at) : ''),
    make('span', 'chat-last', lastWords(chat), { title: lastWords(chat) }),
  );
  if (chat.unread > 0) {
    const badge = make('span', 'chat-unread', String(chat.unread), {
      'aria-label': text('unread', { count: chat.unread }),
    });
    link.append(badge);
  }
  const item = make('li');
  item.append(link);
  return item;
}

function lastWords({ last }) {
  if (!last) return text('noMessages');
  return last.direction === 'patient' ? text('fromPatient', { text: last.text }) : last.text;
}

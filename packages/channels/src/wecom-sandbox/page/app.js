import { drawChatList } from './chat-list.js';
import { createChatView } from './chat-view.js';
import { startComposer } from './composer.js';
import { listen, loadMessages, loadPatients } from './sandbox-api.js';
import { fillTexts, language, text } from './texts.js';

const find = (selector) => document.querySelector(selector);
const chats = new Map();
let selected;
let account = {};
/** Bubbles that arrive while their chat is still being loaded. */
let early;

fillTexts();
const view = createChatView({ talk: find('.talk'), list: find('.bubbles') });
const composer = startComposer(find('.composer'), () => selected);

function chatOf(id) {
  if (!chats.has(id)) chats.set(id, { id, name: id, last: null, unread: 0 });
  return chats.get(id);
}

/** An address of this page with some parameters changed; the others (language, theme) stay. */
function linkWith(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes))
    value === undefined ? query.delete(name) : query.set(name, value);
  return `/?${query}`;
}

function draw() {
  drawChatList(find('.chat-list'), chats.values(), { selected, linkTo: (patient) => linkWith({ patient }) });
  find('.side-empty').hidden = chats.size > 0;
  find('.phone').hidden = selected === undefined;
  find('.back').href = linkWith({ patient: undefined });
  find('#account').textContent = account.name ?? text('account');
  find('#org').textContent = `@${account.org ?? text('org')}`;
  if (selected !== undefined) find('#whose').textContent = text('whose', { name: chatOf(selected).name });
  find('#language').textContent = text('language');
  find('#language').href = linkWith({ lang: language === 'zh' ? 'en' : 'zh' });
  find('#language').lang = language === 'zh' ? 'en' : 'zh-CN';
  find('#theme').textContent = text(document.documentElement.dataset.theme === 'dark' ? 'toLight' : 'toDark');
}

async function open(patient) {
  if (patient === selected) return;
  composer.switchTo(patient, selected);
  selected = patient;
  draw();
  if (patient === undefined) return;
  const loading = [];
  early = loading;
  const { messages } = await loadMessages(patient);
  // Something else may have been opened while this one was loading.
  if (early !== loading || selected !== patient) return;
  const chat = chatOf(patient);
  chat.unread = 0;
  view.open(messages, { institution: account.name ?? text('account'), patient: chat.name });
  for (const bubble of loading) view.add(bubble);
  early = undefined;
  draw();
}

function openFromAddress() {
  const asked = new URLSearchParams(location.search).get('patient') ?? '';
  return open(/^w[mo][\w-]{1,62}$/.test(asked) ? asked : undefined);
}

function onEvent(event) {
  if (event.type === 'patient') {
    chatOf(event.patient.id).name = event.patient.name;
  } else if (event.type === 'undelivered') {
    if (event.patient === selected) view.markUndelivered(event.msgid);
  } else {
    const { bubble } = event;
    const chat = chatOf(bubble.patient);
    chat.last = bubble;
    if (bubble.patient === selected && early) early.push(bubble);
    else if (bubble.patient === selected) view.add(bubble);
    else if (bubble.direction === 'institution') chat.unread++;
    const name = bubble.direction === 'patient' ? chat.name : (account.name ?? text('account'));
    find('#announcer').textContent = text('arrived', { name, text: bubble.text });
  }
  draw();
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a.chat, a.back');
  // Opening in a new tab stays the browser's.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  void openFromAddress();
});
addEventListener('popstate', () => void openFromAddress());
find('#theme').addEventListener('click', () => {
  location.replace(linkWith({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' }));
});

const loaded = await loadPatients();
account = loaded.account;
for (const { id, name, last } of loaded.patients) chats.set(id, { id, name: name ?? id, last, unread: 0 });
draw();
await openFromAddress();
listen(loaded.seq, { onEvent, onState: (connected) => (find('#offline').hidden = connected) });

const TEXTS = {
  zh: {
    title: '企业微信沙盒',
    sandbox: '沙盒',
    banner: '这里的消息不会到达任何真人。',
    language: 'English',
    toDark: '深色',
    toLight: '浅色',
    offline: '与沙盒的连接中断，正在重连…',
    patients: '测试患者',
    noPatients: '还没有会话。给测试患者发出第一条消息后，会话会出现在这里。',
    pick: '选择一位测试患者，查看并回复消息。',
    back: '返回患者列表',
    account: '健康助手',
    org: '演示机构',
    whose: ({ name }) => `${name}的手机`,
    replyAs: '以患者身份回复',
    send: '发送',
    sendFailed: '没有发出，请重试。',
    noMessages: '还没有消息',
    repeated: ({ copy }) => `重复消息：同一 msgid 第 ${copy} 次`,
    undelivered: '未送达患者',
    unread: ({ count }) => `${count} 条新消息`,
    arrived: ({ name, text }) => `${name}：${text}`,
    yesterday: '昨天',
    fromPatient: ({ text }) => `患者：${text}`,
  },
  en: {
    title: 'WeCom sandbox',
    sandbox: 'Sandbox',
    banner: 'No message here reaches a real person.',
    language: '中文',
    toDark: 'Dark',
    toLight: 'Light',
    offline: 'The connection to the sandbox is lost; trying again…',
    patients: 'Test patients',
    noPatients: 'No chats yet. A chat appears here once a test patient has been sent a first message.',
    pick: 'Pick a test patient to read and answer messages.',
    back: 'Back to the patients',
    account: 'Care assistant',
    org: 'Demo clinic',
    whose: ({ name }) => `On the phone of ${name}`,
    replyAs: 'Reply as the patient',
    send: 'Send',
    sendFailed: 'Not sent. Please try again.',
    noMessages: 'No messages yet',
    repeated: ({ copy }) => `Repeated: same msgid, copy ${copy}`,
    undelivered: 'Not delivered to the patient',
    unread: ({ count }) => `${count} new`,
    arrived: ({ name, text }) => `${name}: ${text}`,
    yesterday: 'Yesterday',
    fromPatient: ({ text }) => `Patient: ${text}`,
  },
};

export const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';

/** A text of the page in its language; texts with blanks take their values. */
export function text(key, values) {
  const found = TEXTS[language][key];
  return typeof found === 'function' ? found(values) : found;
}

/** Fills the static parts of the page. */
export function fillTexts() {
  document.title = text('title');
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll('[data-placeholder]')) {
    element.placeholder = text(element.dataset.placeholder);
  }
}

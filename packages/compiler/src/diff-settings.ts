import { type Journey, type LocalText, pickText, type Words } from '@suivi/schema';
import type { Change, Said, Setting } from './journey-change.ts';

const LABELS: Record<Setting, Words> = {
  title: { zh: '标题', en: 'Title' },
  description: { zh: '说明', en: 'Description' },
  zone: { zh: '时区', en: 'Time zone' },
  channels: { zh: '渠道', en: 'Channels' },
};

/** What differs about the journey as a whole. What its nodes need of the organization follows from them. */
export function changedSettings(from: Journey, to: Journey): Change[] {
  return [
    ...changed('title', text(from.title), text(to.title)),
    ...changed('description', text(from.description), text(to.description)),
    ...changed('zone', plain(from.zone), plain(to.zone)),
    ...changed('channels', list(from.requires.channels), list(to.requires.channels)),
  ];
}

function changed(setting: Setting, from: Said | undefined, to: Said | undefined): Change[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const isText = setting === 'title' || setting === 'description';
  return [
    {
      kind: 'setting',
      setting,
      label: LABELS[setting],
      text: isText,
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    },
  ];
}

function text({ zh, en }: LocalText): Said | undefined {
  if (!zh && !en) return undefined;
  const value = { ...(zh ? { zh } : {}), ...(en ? { en } : {}) };
  return { value, words: { zh: pickText(value, 'zh'), en: pickText(value, 'en') } };
}

const plain = (value: string): Said => ({ value, words: { zh: value, en: value } });

/** In which order they are listed says nothing. */
function list(items: readonly string[]): Said | undefined {
  const value = [...items].sort();
  return value.length === 0 ? undefined : { value, words: { zh: value.join('、'), en: value.join(', ') } };
}

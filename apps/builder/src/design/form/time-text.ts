/** `9:5`, `0930`, `9` → `09:05`, `09:30`, `09:00`; what is no time of day stays as it was typed. */
export function readTime(text: string): string {
  const trimmed = text.trim().replace('：', ':');
  const [, hour, minute = '0'] = /^(\d{1,2})(?::?(\d{1,2}))?$/.exec(trimmed) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return trimmed;
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

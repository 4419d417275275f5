import { notifications } from '@mantine/notifications';
import { currentLocale, sayIn } from '../words/words.ts';
import { errorView } from './error-view.ts';

/** Says an error as the server worded it, in the reader's language. */
export function notifyError(error: unknown): void {
  const locale = currentLocale();
  notifications.show({
    color: 'red',
    message: errorView(error)?.sentence[locale] ?? sayIn(locale)('error.unreachable'),
  });
}

export function notifyDone(message: string): void {
  notifications.show({ color: 'green', message });
}

export function notifyRefused(message: string): void {
  notifications.show({ color: 'yellow', message });
}

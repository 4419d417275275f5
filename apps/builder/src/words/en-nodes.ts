import type { zhNodes } from './zh-nodes.ts';

export const enNodes: Record<keyof typeof zhNodes, string> = {
  'nodes.pageDiffers':
    'Node “{names}” of this page is not the one on the server, so nothing can be published. Reload the page; if that does not help, an engineer has to restart the system.',
  'nodes.reason': 'Reason: {code}',
  'nodes.versionDiffers':
    'Node “{name}” of version {number} was changed or removed after it was published. Of the people on that version ({count}), whoever gets there waits; an engineer has to bring the old node back, or give the new one a version and a migration.',
};

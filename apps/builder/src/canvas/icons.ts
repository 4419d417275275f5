import {
  IconArrowsSplit2,
  IconBolt,
  IconCalendarEvent,
  IconCalendarTime,
  IconClock,
  IconDatabase,
  IconDeviceMobile,
  IconFlag3,
  IconHourglass,
  IconMessage2,
  IconPercentage,
  IconPhone,
  IconPuzzle,
  IconTag,
  IconUserCheck,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';

/** Icons a node type may name. Importing all 5,900 of Tabler by name at run time would ship them all. */
const ICONS: Record<string, TablerIcon> = {
  'arrows-split': IconArrowsSplit2,
  bolt: IconBolt,
  'calendar-event': IconCalendarEvent,
  'calendar-time': IconCalendarTime,
  clock: IconClock,
  database: IconDatabase,
  'device-mobile': IconDeviceMobile,
  flag: IconFlag3,
  hourglass: IconHourglass,
  message: IconMessage2,
  percentage: IconPercentage,
  phone: IconPhone,
  tag: IconTag,
  'user-check': IconUserCheck,
  webhook: IconWebhook,
};

export const iconOf = (name: string | undefined): TablerIcon => ICONS[name ?? ''] ?? IconPuzzle;

import type { Permission } from '@suivi/schema';
import { IconListCheck, IconRoute, IconUsers, type TablerIcon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { trpc } from '../api/trpc.ts';
import { useMe } from '../session/session.tsx';
import { useSay, type WordKey } from '../words/words.ts';
import { worksFirst } from './landing.tsx';

const BADGE_EVERY_MS = 15_000;

interface Place {
  to: string;
  label: WordKey;
  icon: TablerIcon;
  permission: Permission;
}

/** The places of daily work, in the order of whoever is signed in; the same at the side and at the foot of a phone. */
export function MainNav() {
  const say = useSay();
  const me = useMe();
  const staff = worksFirst(me);
  const journeys: Place = {
    to: staff ? '/journeys' : '/',
    label: 'nav.journeys',
    icon: IconRoute,
    permission: 'journey.read',
  };
  const daily: Place[] = [
    { to: '/work', label: 'nav.work', icon: IconListCheck, permission: 'task.read' },
    { to: '/patients', label: 'nav.patients', icon: IconUsers, permission: 'patient.read' },
  ];
  const places = staff ? [...daily, journeys] : [journeys, ...daily];
  return places
    .filter(({ permission }) => me.permissions.includes(permission))
    .map(({ to, label, icon: Icon }) => (
      <NavLink key={to} to={to} end={to === '/'}>
        <Icon className="i l" aria-hidden />
        <span>{say(label)}</span>
        {to === '/work' && <OpenWork mine={staff} />}
      </NavLink>
    ));
}

/** How much is to be done today. */
function OpenWork({ mine }: { mine: boolean }) {
  const list = useQuery({
    ...trpc.tasks.list.queryOptions({ filter: mine ? 'mine' : 'group', due: 'today' }),
    refetchInterval: BADGE_EVERY_MS,
  });
  const count = list.data?.counts.today ?? 0;
  return count === 0 ? null : <span className="navcount num">{count}</span>;
}

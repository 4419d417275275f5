import { Popover } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { endSession, useMe } from '../session/session.tsx';
import { useSay, useText } from '../words/words.ts';
import { Preferences } from './preferences.tsx';

/** Who is signed in, with which roles; language, theme, sign-out. At the side the name stands beside the picture, at the foot of a phone a word below. */
export function UserMenu({ place }: { place?: 'side' | 'foot' }) {
  const wide = place === 'side';
  const say = useSay();
  const text = useText();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const roles = me.roles.map((role) => say(`role.${role}`)).join(' · ');
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position={wide ? 'top-start' : 'bottom-end'}
      width={256}
      shadow="lg"
      radius="lg"
    >
      <Popover.Target>
        <button
          type="button"
          className={wide ? 'row who' : 'whobtn'}
          aria-expanded={open}
          aria-label={say('user.menu', { name: me.user.name })}
          data-testid={place === 'foot' ? 'user-menu-foot' : 'user-menu'}
          onClick={() => setOpen(!open)}
        >
          <span className="av">{[...me.user.name][0]}</span>
          {place === 'foot' && <span>{say('nav.me')}</span>}
          {wide && (
            <span className="wholines">
              <span className="m sm el">{me.user.name}</span>
              <span className="xs mute el">{roles}</span>
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown p="md">
        <p className="m">{me.user.name}</p>
        <p className="xs mute">{me.user.email}</p>
        <p className="xs mute">
          {text(me.organization.name)} · {roles}
        </p>
        <Preferences />
        <button
          type="button"
          className="menuitem"
          data-testid="sign-out"
          onClick={() => void endSession().catch(notifyError)}
        >
          <IconLogout className="i" aria-hidden /> {say('user.signOut')}
        </button>
      </Popover.Dropdown>
    </Popover>
  );
}

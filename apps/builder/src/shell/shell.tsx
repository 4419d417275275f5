import { IconExternalLink, IconHistory, IconKey, IconMessages } from '@tabler/icons-react';
import { NavLink, Outlet } from 'react-router';
import { useMe, useSystem } from '../session/session.tsx';
import { useSay, useText } from '../words/words.ts';
import { MainNav } from './main-nav.tsx';
import { Mark } from './mark.tsx';
import { UserMenu } from './user-menu.tsx';

/** The frame of the list pages: navigation at the left, on a phone at the foot, only with entries that exist. */
export function Shell() {
  const say = useSay();
  const text = useText();
  const me = useMe();
  const system = useSystem();
  const can = (permission: (typeof me.permissions)[number]) => me.permissions.includes(permission);
  return (
    <div className="shell">
      <aside className="side">
        <div className="row sidehead">
          <Mark />
          <span className="brandname">
            Suivi<span lang="zh-CN">随访</span>
          </span>
        </div>
        <div className="org el">{text(me.organization.name)}</div>
        <nav aria-label={say('nav.label')}>
          <MainNav />
          {system?.sandboxUrl && (
            <a href={system.sandboxUrl} target="_blank" rel="noreferrer">
              <IconMessages className="i l" aria-hidden />
              {say('nav.sandbox')}
              <IconExternalLink className="i s ext" aria-label={say('nav.newTab')} />
            </a>
          )}
          {can('key.manage') && (
            <NavLink to="/keys">
              <IconKey className="i l" aria-hidden />
              {say('nav.keys')}
            </NavLink>
          )}
          {can('audit.read') && (
            <NavLink to="/audit">
              <IconHistory className="i l" aria-hidden />
              {say('nav.audit')}
            </NavLink>
          )}
        </nav>
        <div className="sp" />
        <UserMenu place="side" />
      </aside>
      <main className="main">
        <Outlet />
      </main>
      <nav className="footnav" aria-label={say('nav.label')}>
        <MainNav />
        <UserMenu place="foot" />
      </nav>
    </div>
  );
}

import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTyping } from '../draft/use-typing.ts';
import { DataAge } from '../people/data-age.tsx';
import { PeopleActions } from '../people/people-actions.tsx';
import { PublishButton } from '../publish/publish-button.tsx';
import { ReviewButton } from '../publish/review-button.tsx';
import { Mark } from '../shell/mark.tsx';
import { UserMenu } from '../shell/user-menu.tsx';
import { useLocale, useSay, useText } from '../words/words.ts';
import { editDraft, useDraft, useJourney } from './journey-context.ts';
import { SavedState } from './saved-state.tsx';
import { StatusChip } from './status-chip.tsx';
import { type Mode, ui, useUi } from './ui-store.ts';
import { UndoButtons } from './undo-buttons.tsx';

const MODES: readonly Mode[] = ['design', 'review', 'people'];

export function TopBar() {
  const say = useSay();
  const { can } = useJourney();
  const mode = useUi((state) => state.mode);
  return (
    <header className="top">
      <div className="row left">
        <Link to="/" className="row home" aria-label={say('nav.journeys')}>
          <Mark />
          <span className="brandname">
            Suivi<span lang="zh-CN">随访</span>
          </span>
        </Link>
        <span className="sep" />
        <Link to="/" className="mute sm crumb">
          {say('nav.journeys')}
        </Link>
        <IconChevronRight className="i xs crumb" aria-hidden />
        <Title />
        <StatusChip />
        {mode === 'design' && <SavedState />}
      </div>
      <nav className="modes" aria-label={say('mode.label')}>
        {MODES.filter((candidate) => candidate !== 'people' || can('run.read')).map((candidate) => (
          <button
            key={candidate}
            type="button"
            className={candidate === mode ? 'on' : ''}
            aria-pressed={candidate === mode}
            data-testid={`mode-${candidate}`}
            // People mode draws another document, whose marks a selection ring would compete with.
            onClick={() => ui.set({ mode: candidate, ...(candidate === 'people' ? { selection: [] } : {}) })}
          >
            {say(`mode.${candidate}`)}
          </button>
        ))}
      </nav>
      <div className="row right">
        {mode === 'design' && <UndoButtons />}
        {mode === 'people' ? (
          <>
            <DataAge />
            <PeopleActions />
          </>
        ) : (
          <>
            <ReviewButton />
            <PublishButton />
          </>
        )}
        <UserMenu />
      </div>
    </header>
  );
}

/** The title is a text field that looks like text. */
function Title() {
  const say = useSay();
  const locale = useLocale();
  const text = useText();
  const { queue, editable } = useJourney();
  const { doc } = useDraft();
  const typing = useTyping(text(doc.title), (typed) => {
    if (typed.trim()) editDraft(queue, [{ do: 'setTitle', title: { ...doc.title, [locale]: typed.trim() } }]);
  });
  if (!editable) return <h1 className="m title el">{text(doc.title)}</h1>;
  return (
    <input
      className="m title"
      aria-label={say('settings.name')}
      value={typing.shown}
      maxLength={200}
      data-testid="journey-title"
      onChange={(event) => typing.change(event.target.value)}
      onBlur={typing.finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

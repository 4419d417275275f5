import type { WorkItem } from '@suivi/schema';
import { IconChevronDown, IconClock } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { Tile } from '../canvas/tile.tsx';
import { stampText } from '../words/time.ts';
import { useLocale, useSay, useText } from '../words/words.ts';
import { MessageForm } from './message-form.tsx';
import { TaskForm } from './task-form.tsx';
import { lengthText } from './time-left.ts';
import { keyOf, type WorkActions } from './use-work.ts';

interface CardProps {
  item: WorkItem;
  open: boolean;
  closes: boolean;
  actions: WorkActions;
  onToggle(): void;
  onStep(step: 1 | -1): void;
}

/** One thing to do: who, what, until when. Opened, it holds everything that is needed to do it. */
export function WorkCard(props: CardProps) {
  const say = useSay();
  const text = useText();
  const { item, open, closes, actions } = props;
  const key = keyOf(item);
  const saving = actions.saving.has(key);
  const what = item.kind === 'task' ? text(item.title) : say('work.sendFor', { name: item.patient.name });
  const panel = `work-${key}`;
  return (
    <li
      className={`workcard k-${item.kind}${open ? ' open' : ''}`}
      aria-busy={saving}
      data-testid="work-item"
      data-kind={item.kind}
      data-key={key}
      onKeyDown={(event) => keys(event, props)}
    >
      <button type="button" className="workopen" aria-expanded={open} aria-controls={panel} onClick={props.onToggle}>
        <Tile category={item.kind} icon={item.kind === 'task' ? 'user-check' : 'message'} />
        <span className="worktitle">
          <b className="m">{item.kind === 'task' ? `${item.patient.name}${say('work.colon')}${what}` : what}</b>
          <span className="sm mute">
            {text(item.journey.title)} · {text(item.group.label) || item.group.key}
            {item.patient.test && <span className="chip">{say('people.test')}</span>}
          </span>
        </span>
        <TimeLeft item={item} />
        <IconChevronDown className="i s chev" aria-hidden />
      </button>
      <div className="workbody" id={panel} hidden={!open}>
        {open && item.kind === 'task' && <TaskForm task={item} closes={closes} saving={saving} close={actions.close} />}
        {open && item.kind === 'message' && (
          <MessageForm message={item} closes={closes} saving={saving} actions={actions} />
        )}
      </div>
    </li>
  );
}

/** How long there is, or by how much it is late; a message that was confirmed shows how far it has got. */
function TimeLeft({ item }: { item: WorkItem }) {
  const say = useSay();
  const locale = useLocale();
  if (item.kind === 'message' && item.state !== 'awaitingStaff') {
    return <span className={`delivery d-${item.state}`}>{say(`delivery.${item.state}`)}</span>;
  }
  const { leftMs, due, zone } = item;
  if (leftMs === undefined || due === undefined) return null;
  const time = lengthText(leftMs, say);
  return (
    <span className={`timeleft${leftMs < 4 * 3_600_000 ? ' urgent' : ''}`} title={stampText(due, locale, zone)}>
      <IconClock className="i s" aria-hidden />
      {say(leftMs < 0 ? 'work.overdueBy' : 'work.left', { time })}
    </span>
  );
}

/** Up and down walk over the cards, digits choose an outcome, Escape closes; what somebody writes in keeps its keys. */
function keys(event: KeyboardEvent, { open, onToggle, onStep }: CardProps): void {
  if (event.key === 'Escape' && open) return onToggle();
  const target = event.target as HTMLElement;
  if (target.matches('textarea, select, input:not([type="radio"])')) return;
  const outcomes = event.currentTarget.querySelectorAll<HTMLInputElement>('.outcome input');
  const chosen = outcomes[Number(event.key) - 1];
  if (chosen) return chosen.click();
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
  // Inside of the outcomes the arrows walk over them.
  if (step === undefined || target.matches('input')) return;
  event.preventDefault();
  onStep(step);
}

// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import type { WorkTask } from '@suivi/schema';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { setLocale } from '../words/words.ts';
import { WorkCard } from './work-card.tsx';

const task: WorkTask = {
  kind: 'task',
  id: 't1',
  patient: { id: 'p1', name: '陈建国', test: false },
  journey: { id: 'j1', title: { zh: '危险血糖' }, number: 1 },
  node: 'call',
  zone: 'Asia/Shanghai',
  group: { key: 'nurse', label: { zh: '护士' } },
  at: 0,
  due: 3_600_000,
  leftMs: -20 * 60_000,
  title: { zh: '请马上联系' },
  instructions: {},
  outcomes: [
    { id: 'reached', label: { zh: '已联系' } },
    { id: 'sent', label: { zh: '建议就诊' } },
  ],
  waits: true,
};

function show(over: { closes?: boolean; saving?: boolean } = {}) {
  setLocale('zh');
  const close = vi.fn(async () => undefined);
  const saving = new Set(over.saving ? ['t1'] : []);
  const never = async () => undefined;
  const steps: number[] = [];
  render(
    <MantineProvider>
      <MemoryRouter>
        <WorkCard
          item={task}
          open
          closes={over.closes ?? true}
          actions={{ saving, close, confirm: never, decline: never }}
          onToggle={() => steps.push(0)}
          onStep={(step) => steps.push(step)}
        />
      </MemoryRouter>
    </MantineProvider>,
  );
  const head = screen.getByRole('button', { expanded: true });
  return { close, steps, head, done: screen.getByTestId('task-close') as HTMLButtonElement };
}
afterEach(cleanup);

it('says who, what and by how much it is late', () => {
  const { head } = show();
  expect(head.textContent).toContain('陈建国：请马上联系');
  expect(head.textContent).toContain('超期 20 分');
});

it('can be closed only with an outcome, chosen by its digit, and hands over the note', () => {
  const { close, head, done } = show();
  expect(done.disabled).toBe(true);
  fireEvent.keyDown(head, { key: '2' });
  fireEvent.change(screen.getByTestId('task-note'), { target: { value: ' 今晚就诊 ' } });
  fireEvent.click(done);
  expect(close).toHaveBeenCalledExactlyOnceWith(task, { id: 'sent', label: '建议就诊' }, '今晚就诊');
});

it('leaves digits and arrows to the note while somebody writes in it', () => {
  const { steps, done } = show();
  for (const key of ['2', 'ArrowDown']) fireEvent.keyDown(screen.getByTestId('task-note'), { key });
  expect([steps, done.disabled]).toEqual([[], true]);
});

it('walks with the arrows and closes with Escape', () => {
  const { steps, head } = show();
  for (const key of ['ArrowDown', 'ArrowUp', 'Escape']) fireEvent.keyDown(head, { key });
  expect(steps).toEqual([1, -1, 0]);
});

it('says that it is being saved, and that a role can only look', () => {
  show({ saving: true });
  expect(screen.getByRole('status').textContent).toBe('正在保存…');
  cleanup();
  const { head, done } = show({ closes: false });
  fireEvent.keyDown(head, { key: '1' });
  expect(done.disabled).toBe(true);
  expect(screen.getByText('您的角色只能查看')).toBeTruthy();
});

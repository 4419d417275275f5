import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { useJourney } from '../journey/journey-context.ts';
import { useSay } from '../words/words.ts';
import { missingToPublish } from './missing.ts';
import { PublishPanel } from './publish-panel.tsx';

/** 发布, with how many items are missing next to it. It always opens: the list says what to do. */
export function PublishButton() {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { compiled, approvals, can } = useJourney();
  const missing = missingToPublish(compiled, approvals).length;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={380} shadow="lg" radius="lg" trapFocus>
      <Popover.Target>
        <Button
          variant={can('journey.publish') ? 'filled' : 'default'}
          data-testid="publish"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {say('publish.button')}
          {missing > 0 && <span className="need">{say('publish.missing', { count: missing })}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>{open && <PublishPanel close={() => setOpen(false)} />}</Popover.Dropdown>
    </Popover>
  );
}

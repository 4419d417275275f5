import { Button, Popover } from '@mantine/core';
import { IconBolt, IconUserPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useJourney } from '../journey/journey-context.ts';
import { useSay } from '../words/words.ts';
import { EnrolForm } from './enrol-form.tsx';
import { TestEventForm } from './test-event-form.tsx';

/** Trying the journey with test patients: put one in, or send an event as another system would. */
export function PeopleActions() {
  const say = useSay();
  const { can, view } = useJourney();
  // Nobody can be in a journey that was never published.
  if (!can('run.enrol') || view.live === undefined) return null;
  return (
    <>
      <FormPopover
        testId="enrol-open"
        icon={<IconUserPlus className="i s" aria-hidden />}
        label={say('enrol.open')}
        form={(close) => <EnrolForm close={close} />}
      />
      <FormPopover
        testId="test-event-open"
        icon={<IconBolt className="i s" aria-hidden />}
        label={say('testEvent.open')}
        form={(close) => <TestEventForm close={close} />}
      />
    </>
  );
}

function FormPopover(props: { testId: string; icon: ReactNode; label: string; form(close: () => void): ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={340} shadow="lg" radius="lg" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          data-testid={props.testId}
          leftSection={props.icon}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {props.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="lg">{open && props.form(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}

import './no-eval.ts';
import './packs/register.ts';
import '@fontsource-variable/inter';
import '@fontsource-variable/noto-sans-sc';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@xyflow/react/dist/style.css';
import './theme/tokens.css';
import './theme/controls.css';
import './theme/panels.css';
import './canvas/nodes.css';
import './canvas/states.css';
import './canvas/flow.css';
import './canvas/marks.css';
import './canvas/people-marks.css';
import './canvas/far.css';
import './canvas/corner.css';
import './theme/journey-frame.css';
import './design/palette.css';
import './design/inspector.css';
import './design/form/time-fields.css';
import './design/form/item-list.css';
import './design/form/condition.css';
import './design/form/form.css';
import './problems/problems.css';
import './review/review.css';
import './people/people.css';
import './people/timeline.css';
import './people/run-detail.css';
import './packs/packs.css';
import './theme/pages.css';
import './theme/lists.css';
import './work/work.css';
import './work/work-form.css';
import './work/work-phone.css';
import './patients/patients.css';
import './shell/phone.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has a #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

import { IconChecklist, IconFileCertificate, IconTestPipe } from '@tabler/icons-react';
import { labResultStatuses, labResultStatusName } from '../../../shared/lab-result-status.ts';
import { priorAuthStatuses, priorAuthStatusName } from '../../../shared/prior-auth-status.ts';
import { paths } from '../../app/paths.ts';
import { LabResultDetails } from '../lab-results/lab-result-details.tsx';
import { LabResultDialog } from '../lab-results/lab-result-dialog.tsx';
import { LabResultRow } from '../lab-results/lab-result-row.tsx';
import { PriorAuthDetails } from '../prior-auths/prior-auth-details.tsx';
import { PriorAuthDialog } from '../prior-auths/prior-auth-dialog.tsx';
import { PriorAuthRow } from '../prior-auths/prior-auth-row.tsx';
import { TaskDetails } from '../tasks/task-details.tsx';
import { TaskDialog } from '../tasks/task-dialog.tsx';
import { TaskRow } from '../tasks/task-row.tsx';
import type { WorkKind } from './work-kinds.ts';
import type { WorkView } from './work-view.ts';

export const workViews: { [Kind in WorkKind]: WorkView<Kind> } = {
  tasks: {
    name: 'Tasks',
    path: paths.tasks,
    Sign: IconChecklist,
    create: 'New task',
    one: 'The task',
    mine: { words: 'Given to me', isFor: () => true },
    statuses: [{ value: 'done', name: 'Done' }],
    open: ['open'],
    empty: 'What has to be done, by whom and until when, appears here.',
    title: ({ title }) => title,
    Row: TaskRow,
    Details: TaskDetails,
    CreateDialog: TaskDialog,
  },
  priorAuths: {
    name: 'Prior authorisations',
    path: paths.priorAuths,
    Sign: IconFileCertificate,
    create: 'New authorisation',
    one: 'The prior authorisation',
    mine: { words: 'Started by me', isFor: () => true },
    statuses: priorAuthStatuses.map((value) => ({ value, name: priorAuthStatusName(value) })),
    open: ['draft', 'submitted', 'pending'],
    empty: 'What a payer has to allow first appears here, from the draft to the decision.',
    title: ({ medication }) => medication,
    Row: PriorAuthRow,
    Details: PriorAuthDetails,
    CreateDialog: PriorAuthDialog,
  },
  labResults: {
    name: 'Lab results',
    path: paths.labResults,
    Sign: IconTestPipe,
    create: 'New lab order',
    one: 'The lab result',
    mine: { words: 'Ordered by me', isFor: (role) => role === 'provider' },
    statuses: labResultStatuses.map((value) => ({ value, name: labResultStatusName(value) })),
    open: ['ordered', 'ready'],
    empty: 'Tests appear here from the order until somebody has reviewed the result.',
    title: ({ test }) => test,
    Row: LabResultRow,
    Details: LabResultDetails,
    CreateDialog: LabResultDialog,
  },
};

export const workKinds: readonly WorkKind[] = ['tasks', 'priorAuths', 'labResults'];

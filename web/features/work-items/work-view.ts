import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { PatientName } from '../../../shared/chat-orders.ts';
import type { Role } from '../../../shared/roles.ts';
import type { WorkItems, WorkKind } from './work-kinds.ts';
import type { WorkRowProps } from './work-row.tsx';

export interface CreateDialogProps {
  /** Whom it is about at first. */
  patient: PatientName | null;
  onClose(): void;
  onCreated(id: string): void;
}

/** How a kind of work item is called and drawn. */
export interface WorkView<Kind extends WorkKind> {
  /** Of the whole list. */
  name: string;
  path: string;
  Sign: Icon;
  /** "New task". */
  create: string;
  /** "the task", where one could not be read. */
  one: string;
  /** "Mine" in the words of the kind, and whose it can be. */
  mine: { words: string; isFor(role: Role): boolean };
  /** What the list can be narrowed to besides `open` and `all`: a status and its name. */
  statuses: { value: string; name: string }[];
  /** The statuses that still ask for something. */
  open: readonly string[];
  empty: string;
  title(item: WorkItems[Kind]): string;
  Row: ComponentType<WorkRowProps<WorkItems[Kind]>>;
  Details: ComponentType<{ item: WorkItems[Kind] }>;
  CreateDialog: ComponentType<CreateDialogProps>;
}

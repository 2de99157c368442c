import { labResultStatusName } from '../../../shared/lab-result-status.ts';
import { priorAuthStatusName } from '../../../shared/prior-auth-status.ts';
import type { WorkItems, WorkKind } from './work-kinds.ts';

export interface Difference {
  what: string;
  was: string;
  is: string;
}

type Words<Item> = [what: string, words: (item: Item) => string][];

/** What of an item can change. */
const changing: { [Kind in WorkKind]: Words<WorkItems[Kind]> } = {
  tasks: [
    ['Status', ({ state }) => (state === 'done' ? 'done' : 'open')],
    ['Given to', ({ assignee }) => assignee?.name ?? 'nobody'],
    ['Done by', ({ completedBy }) => completedBy?.name ?? 'nobody'],
  ],
  priorAuths: [
    ['Status', ({ status }) => priorAuthStatusName(status)],
    ['Note', ({ note }) => note ?? 'none'],
  ],
  labResults: [
    ['Status', ({ status }) => labResultStatusName(status)],
    ['Reviewed by', ({ reviewedBy }) => reviewedBy?.name ?? 'nobody'],
  ],
};

/** What somebody else changed about an item, in words. */
export const itemDifferences = <Kind extends WorkKind>(kind: Kind, was: WorkItems[Kind], is: WorkItems[Kind]): Difference[] =>
  changing[kind]
    .map(([what, words]) => ({ what, was: words(was), is: words(is) }))
    .filter((difference) => difference.was !== difference.is);

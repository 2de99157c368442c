import { useState } from 'react';
import type { ChatOrder, OrderItem } from '../../../shared/chat-orders.ts';
import { draftOf, emptyItem, inputOf, isBlank, type ItemDraft } from './item-draft.ts';

interface Editing {
  /** The items as they were when editing began, or when somebody chose to keep their own. */
  base: OrderItem[];
  drafts: ItemDraft[];
}

export interface ItemsForm {
  editing: Editing | null;
  /** Whether it holds something that is not saved. */
  isUnsaved: boolean;
  open(): void;
  close(): void;
  change(drafts: ItemDraft[]): void;
  rebase(items: OrderItem[]): void;
}

export const itemsFormId = 'items-form';

/** Leads whoever uses the keyboard to the first field. */
export const focusItemsForm = (): void => document.getElementById(itemsFormId)?.querySelector('input')?.focus();

/** The form in which the items of an order are edited; what stands in it is known to the whole panel. */
export function useItemsForm({ items }: ChatOrder): ItemsForm {
  const [editing, setEditing] = useState<Editing | null>(null);
  return {
    editing,
    isUnsaved: editing !== null && differs(editing),
    open: () => setEditing({ base: items, drafts: items.length > 0 ? items.map(draftOf) : [emptyItem()] }),
    close: () => setEditing(null),
    change: (drafts) => setEditing((before) => before && { ...before, drafts }),
    rebase: (base) => setEditing((before) => before && { ...before, base }),
  };
}

const differs = ({ base, drafts }: Editing): boolean =>
  JSON.stringify(drafts.filter((draft) => !isBlank(draft)).map(inputOf)) !== JSON.stringify(base.map(draftOf).map(inputOf));

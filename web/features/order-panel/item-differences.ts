import type { OrderItem } from '../../../shared/chat-orders.ts';
import { sentence } from '../../../shared/text.ts';

type Field = 'name' | 'strength' | 'quantity' | 'directions';

export interface ItemDifference {
  id: string;
  kind: 'added' | 'removed' | 'changed';
  /** How the item is called now, or was called when it is gone. */
  name: string;
  changes: { field: Field; from: string; to: string }[];
}

const fields: Field[] = ['name', 'strength', 'quantity', 'directions'];

/** What somebody did to the items between two versions of an order. */
export function itemDifferences(base: OrderItem[], now: OrderItem[]): ItemDifference[] {
  const before = new Map(base.map((item) => [item.id, item]));
  const after = new Set(now.map(({ id }) => id));
  const removed = base.filter(({ id }) => !after.has(id)).map(({ id, name }) => ({ id, kind: 'removed' as const, name, changes: [] }));
  const others = now.flatMap((item): ItemDifference[] => {
    const old = before.get(item.id);
    if (!old) return [{ id: item.id, kind: 'added', name: sentence`${item.name} ${item.strength}`.trim(), changes: [] }];
    const changes = fields
      .filter((field) => old[field] !== item[field])
      .map((field) => ({ field, from: String(old[field]), to: String(item[field]) }));
    return changes.length === 0 ? [] : [{ id: item.id, kind: 'changed', name: old.name, changes }];
  });
  return [...others, ...removed];
}

/** One difference in words: "Metformin: quantity 60 → 90". */
export function differenceWords({ kind, name, changes }: ItemDifference): string {
  switch (kind) {
    case 'added':
      return `${name} was added`;
    case 'removed':
      return `${name} was removed`;
    case 'changed':
      return `${name}: ${changes.map(({ field, from, to }) => `${field} ${from || 'none'} → ${to || 'none'}`).join(', ')}`;
  }
}

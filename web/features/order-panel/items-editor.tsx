import { Button, Group, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { failureOf } from '../../lib/error-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { canSave, inputOf, type ItemDraft } from './item-draft.ts';
import { differenceWords, itemDifferences } from './item-differences.ts';
import { ItemFields } from './item-fields.tsx';
import type { useChangeOrder } from './use-change-order.ts';
import { focusItemsForm, itemsFormId, type ItemsForm } from './use-items-form.ts';
import classes from './order-panel.module.css';

interface ItemsEditorProps {
  order: ChatOrder;
  changes: ReturnType<typeof useChangeOrder>;
  form: ItemsForm;
  editing: NonNullable<ItemsForm['editing']>;
}

/**
 * Edits the items from the state they had when editing began. When somebody else changes them meanwhile it says what
 * changed and leaves the choice: nothing is saved over words that nobody has read.
 */
export function ItemsEditor({ order, changes: { setItems, readAgain }, form, editing: { base, drafts } }: ItemsEditorProps) {
  const [asked, setAsked] = useState(false);
  useEffect(focusItemsForm, []);
  const theirs = itemDifferences(base, order.items);

  const save = ({ version }: ChatOrder): void => {
    setAsked(true);
    if (!canSave(drafts)) return;
    setItems.mutate(
      { roomId: order.roomId, items: drafts.map((draft) => known(draft, order)).map(inputOf), expectedVersion: version },
      {
        onSuccess: form.close,
        // the newer order shows what changed, above
        onError: (error) => failureOf(error)?.reason === 'STALE_VERSION' && void readAgain().catch(() => undefined),
      },
    );
  };
  const failed = setItems.isError && failureOf(setItems.error)?.reason !== 'STALE_VERSION';

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape in any of its fields
    <form
      id={itemsFormId}
      aria-label="Edit items"
      onSubmit={(event) => {
        event.preventDefault();
        save(order);
      }}
      onKeyDown={(event) => {
        // one step back, but never over words that somebody wrote
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (!form.isUnsaved) form.close();
      }}
    >
      <Stack gap={12}>
        {theirs.length > 0 && (
          <div className={classes.conflict} role="alert">
            <strong>Somebody changed the items while you edit</strong>
            <ul>
              {theirs.map((difference) => (
                <li key={difference.id}>{differenceWords(difference)}</li>
              ))}
            </ul>
            <Group gap={8} mt={8}>
              <Button
                size="compact-sm"
                variant="filled"
                onClick={() => {
                  form.rebase(order.items);
                  save(order);
                }}
              >
                Keep mine
              </Button>
              <Button size="compact-sm" variant="default" onClick={form.close}>
                Take theirs
              </Button>
            </Group>
          </div>
        )}
        <ItemFields items={drafts} onChange={form.change} showProblems={asked} />
        {failed && (
          <FailureNotice title="The items were not saved" error={setItems.error} />
        )}
        <Group gap={8}>
          <ActionButton type="submit" px={12} variant={theirs.length > 0 ? 'default' : 'filled'} disabled={theirs.length > 0} loading={setItems.isPending}>
            Save items
          </ActionButton>
          <Button px={12} variant="default" onClick={form.close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** An item that somebody removed meanwhile is a new one when it is kept. */
const known = (draft: ItemDraft, { items }: ChatOrder): ItemDraft =>
  items.some(({ id }) => id === draft.id) ? draft : { ...draft, id: null };

import { Button, Group, Text } from '@mantine/core';
import { IconUser, IconUserCheck, IconUserQuestion } from '@tabler/icons-react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isOpen } from '../../../shared/order-status.ts';
import { sentence } from '../../../shared/text.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { HandOverMenu } from './hand-over-menu.tsx';
import type { useChangeOrder } from './use-change-order.ts';
import type { Claiming } from './use-claim.ts';
import classes from './order-panel.module.css';

interface HolderSectionProps {
  order: ChatOrder;
  callerId: string;
  claiming: Claiming;
  /** Whether taking it is the one action that is due. */
  isDue: boolean;
  changes: ReturnType<typeof useChangeOrder>;
}

function words({ claimedBy, assignee }: ChatOrder, callerId: string): string {
  if (claimedBy) return claimedBy.id === callerId ? 'Taken by you' : sentence`Taken by ${claimedBy.name}`;
  if (assignee) return assignee.id === callerId ? 'Handed to you, not taken yet' : sentence`Handed to ${assignee.name}, not taken yet`;
  return 'Nobody has taken this order';
}

/** Who works on the order, and how it changes hands. */
export function HolderSection({ order, callerId, claiming, isDue, changes }: HolderSectionProps) {
  const { roomId, claimedBy, assignee } = order;
  const isMine = claimedBy?.id === callerId;
  const isOthers = claimedBy !== null && !isMine;
  const Sign = claimedBy ? IconUserCheck : assignee ? IconUser : IconUserQuestion;
  return (
    <section className={classes.section} aria-label="Who works on it">
      <Group gap={8} wrap="nowrap">
        <Sign size={18} aria-hidden />
        <Text size="sm" fw={600}>
          {words(order, callerId)}
        </Text>
      </Group>
      {isOpen(order.status) && (
        <Group gap={8} mt={8}>
          {!claimedBy && (
            <ActionButton px={12} variant={isDue ? 'filled' : 'default'} loading={claiming.isClaiming} onClick={() => claiming.claim(roomId)}>
              Claim
            </ActionButton>
          )}
          {isOthers && (
            <Button
              px={12}
              variant="default"
              onClick={() => claiming.askTakeOver({ roomId, holderName: claimedBy.name })}
            >
              Take over…
            </Button>
          )}
          {isMine && (
            <ActionButton
              px={12}
              variant="default"
              loading={changes.release.isPending}
              onClick={() => changes.release.mutate({ roomId })}
            >
              Release
            </ActionButton>
          )}
          {!isOthers && (
            <HandOverMenu
              callerId={callerId}
              assigneeId={assignee?.id ?? null}
              isPending={changes.assign.isPending}
              onHandOver={(userId) => changes.assign.mutate({ roomId, userId, expectedVersion: order.version })}
            />
          )}
        </Group>
      )}
    </section>
  );
}

import type { ReactNode } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { orderNumber } from '../../../shared/order-number.ts';
import { statusName } from '../../../shared/order-status.ts';
import { OnPaper, PaperFacts, PaperSection } from '../../ui/on-paper.tsx';
import { PaperTime } from '../../ui/paper-time.tsx';
import { birthDate } from '../../ui/time-words.ts';

interface OrderPaperProps {
  order: ChatOrder;
  /** What follows the items. */
  children?: ReactNode;
}

/** An order as it is printed: whose it is, how it stands and what is in it. */
export function OrderPaper({ order: { roomId, patient, status, createdAt, updatedAt, items }, children }: OrderPaperProps) {
  return (
    <OnPaper title={`Order ${orderNumber(roomId)}`}>
      <PaperFacts
        facts={[
          ['Patient', <bdi key="name">{patient.name}</bdi>],
          ['Born', birthDate(patient.dateOfBirth)],
          ['Status', statusName(status)],
          ['Ordered', <PaperTime key="created" at={createdAt} />],
          ['Last change', <PaperTime key="updated" at={updatedAt} />],
        ]}
      />
      <PaperSection title={`Items (${items.length})`}>
        <ol>
          {items.map(({ id, name, strength, quantity, directions }) => (
            <li key={id}>
              <strong>{quantity} ×</strong>{' '}
              <strong>
                <bdi>{name}</bdi>
              </strong>{' '}
              <bdi>{strength}</bdi>
              {directions !== '' && <p dir="auto">{directions}</p>}
            </li>
          ))}
        </ol>
        {items.length === 0 && <p>Nothing has been written down yet.</p>}
      </PaperSection>
      {children}
    </OnPaper>
  );
}

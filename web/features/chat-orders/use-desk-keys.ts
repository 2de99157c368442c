import type { RefObject } from 'react';
import { useKey } from '../../lib/use-key.ts';
import type { ComposerHandle } from '../conversation/composer.tsx';

interface DeskKeys {
  /** The order that is open. */
  roomId: string | undefined;
  claim(roomId: string): void;
  composer: RefObject<ComposerHandle | null>;
  close(): void;
}

/** The row that has the focus, else what is open. */
const aimedAt = (roomId: string | undefined): string | undefined =>
  (document.activeElement instanceof HTMLElement ? document.activeElement.dataset['room'] : undefined) ?? roomId;

/** The keys of the desk beside those of the list: c claims, r writes to the patient, n notes, Escape goes one step back. */
export function useDeskKeys({ roomId, claim, composer, close }: DeskKeys): void {
  useKey('c', () => {
    const room = aimedAt(roomId);
    if (room !== undefined) claim(room);
  });
  useKey('r', () => composer.current?.write('everyone'));
  useKey('n', () => composer.current?.write('staff'));
  useKey('Escape', () => {
    if (roomId !== undefined) close();
  });
}

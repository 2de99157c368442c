import { useState } from 'react';
import type { MessageVisibility } from '../../../shared/messages.ts';
import { readDraft, writeDraft } from './drafts.ts';

export interface Draft {
  mode: MessageVisibility;
  text: string;
  setMode(mode: MessageVisibility): void;
  setText(text: string): void;
  /** Empties the text of this mode, and goes back to writing to the patient. */
  clear(): void;
}

/** The words being written in one room: one text for the patient and one for notes, kept apart and across reloads. */
export function useDraft(userId: string, roomId: string): Draft {
  const [mode, setMode] = useState<MessageVisibility>('everyone');
  const [texts, setTexts] = useState(() => ({
    everyone: readDraft({ userId, roomId, mode: 'everyone' }),
    staff: readDraft({ userId, roomId, mode: 'staff' }),
  }));
  const setText = (text: string): void => {
    setTexts({ ...texts, [mode]: text });
    writeDraft({ userId, roomId, mode }, text);
  };
  return {
    mode,
    text: texts[mode],
    setMode,
    setText,
    clear() {
      setText('');
      setMode('everyone');
    },
  };
}

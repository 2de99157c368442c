import { useRef, useState, type ChangeEvent, type KeyboardEvent } from 'react';

/**
 * A field for a day that is typed key by key: browsers report the years 2, 20 and 202 on the way to 2026. What is typed is
 * the field's own until it is left or Enter is pressed; what is picked counts at once. Escape takes it back.
 */
export function useDayDraft(value: string, onCommit: (day: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  const typing = useRef(false);

  function commit(day: string | null): void {
    typing.current = false;
    setDraft(null);
    if (day !== null && day !== value) onCommit(day);
  }

  return {
    value: draft ?? value,
    onChange({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
      if (typing.current) setDraft(currentTarget.value);
      else commit(currentTarget.value);
    },
    onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Enter') return commit(draft);
      if (event.key === 'Escape' && draft !== null) {
        event.stopPropagation();
        return commit(null);
      }
      if (event.key !== 'Tab') typing.current = true;
    },
    onBlur: (): void => commit(draft),
  };
}

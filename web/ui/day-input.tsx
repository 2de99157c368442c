import { TextInput, type TextInputProps } from '@mantine/core';
import { useDayDraft } from './use-day-draft.ts';

interface DayInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'min' | 'max'> {
  /** `YYYY-MM-DD`, or empty. */
  value: string;
  min: string;
  max: string;
  onChange(day: string): void;
}

/** A day in a form. */
export function DayInput({ value, onChange, ...props }: DayInputProps) {
  return <TextInput type="date" {...props} {...useDayDraft(value, onChange)} />;
}

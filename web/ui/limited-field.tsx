import { Textarea, TextInput, type TextareaProps, type TextInputProps } from '@mantine/core';
import { countCharacters, trimText } from '../../shared/text.ts';
import { ownDirection } from './own-direction.ts';

interface Limit {
  /** Characters that the server takes. What is beyond it stays in the field, and the field says so: nothing is cut without a word. */
  limit: number;
}

/** "3 characters too many", or null. */
export function tooLongWords(text: string, limit: number): string | null {
  const over = countCharacters(trimText(text)) - limit;
  if (over <= 0) return null;
  return over === 1 ? '1 character too many' : `${over} characters too many`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A line of people's text, in the direction of what they write. */
export const LimitedInput = ({ limit, error, ...props }: TextInputProps & Limit) => (
  <TextInput attributes={ownDirection} {...props} error={tooLongWords(textOf(props.value), limit) ?? error} />
);

/** As `LimitedInput`, of several lines. */
export const LimitedTextarea = ({ limit, error, ...props }: TextareaProps & Limit) => (
  <Textarea attributes={ownDirection} {...props} error={tooLongWords(textOf(props.value), limit) ?? error} />
);

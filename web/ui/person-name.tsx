import { Text, type TextProps } from '@mantine/core';
import { birthDate } from './time-words.ts';

interface PersonNameProps extends TextProps {
  name: string;
  /** `YYYY-MM-DD`: tells one patient from another of the same name. */
  dateOfBirth?: string;
}

/** A person's name, and for patients the date of birth beside it. */
export function PersonName({ name, dateOfBirth, ...props }: PersonNameProps) {
  return (
    <Text span fw={600} {...props}>
      {name}
      {dateOfBirth !== undefined && (
        <Text span inherit fw={400} c="dimmed" data-time>
          {'  '}b. {birthDate(dateOfBirth)}
        </Text>
      )}
    </Text>
  );
}

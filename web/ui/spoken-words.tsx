import { VisuallyHidden } from '@mantine/core';

interface SpokenWordsProps {
  words: string;
  /** Whatever is another one each time that the words are to be said. */
  turn: string | number;
}

/** Words for screen readers. They read what is new in the document: the same sentence said again is a new element. */
export const SpokenWords = ({ words, turn }: SpokenWordsProps) => (
  <VisuallyHidden role="status" aria-live="polite">
    <span key={turn}>{words}</span>
  </VisuallyHidden>
);

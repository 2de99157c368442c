interface Pressed {
  key: string;
  code: string;
}

/**
 * Whether the key was pressed that writes `letter`. On a layout of another script, whose letters are not ASCII, it is the one
 * in the place where English keyboards have it.
 */
export function isKey({ key, code }: Pressed, letter: string): boolean {
  if (key.toLowerCase() === letter.toLowerCase()) return true;
  const isOfOtherScript = key.length === 1 && key > '\u007F';
  return isOfOtherScript && code === (letter === '/' ? 'Slash' : `Key${letter.toUpperCase()}`);
}

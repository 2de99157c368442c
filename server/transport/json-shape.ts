import { limits } from '../../shared/limits.ts';
import { Failure } from '../failure.ts';

/**
 * Refuses JSON that is nested too deep or has too many values, before it is parsed: a small text can make a great many
 * objects. What is no JSON passes; parsing finds that out. Throws BAD_INPUT.
 */
export function requirePlainJson(text: string): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x2c: // ,
        values += 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        values += 1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
    if (depth > limits.json.depth || values > limits.json.values) throw new Failure('BAD_INPUT', 'This has too many parts.');
  }
}

/** Where the string that begins at `start` ends; the end of the text if it does not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    let before = at - 1;
    while (text.charCodeAt(before) === 0x5c) before -= 1;
    // a quote behind an even number of backslashes is none of the text
    if ((at - before) % 2 === 1) return at;
  }
}

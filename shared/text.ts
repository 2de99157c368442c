const nothingToRead = '\\p{White_Space}\\p{Default_Ignorable_Code_Point}\\p{C}\\p{M}\\u2800';
const readable = new RegExp(`[^${nothingToRead}]`, 'u');
/** Characters that turn the direction of what follows them, until they are closed. */
export const directionControls = /[\u202A-\u202E\u2066-\u2069]/gu;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200F\u202A-\u202E\u2066-\u2069]/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many characters a text has, as every limit counts them: code points, as Postgres and Zod do. */
export const countCharacters = (text: string): number => Array.from(text).length;

/** Whether a person sees anything of it: spaces, invisible characters and marks without a letter are nothing. */
export const hasText = (text: string): boolean => readable.test(text);

/** The first `max` characters as people see them; what is left out is shown by an ellipsis, which is one of them. */
export function cutText(text: string, max: number): string {
  // a text that is short in UTF-16 is short in characters
  if (text.length <= max) return text;
  const seen = [];
  for (const { segment } of graphemes.segment(text)) {
    if (seen.length === max) return `${seen.slice(0, max - 1).join('').trimEnd()}…`;
    seen.push(segment);
  }
  return text;
}

/** The first character as people see it, with its accents and modifiers; empty of an empty text. */
export const firstCharacter = (text: string): string => graphemes.segment(text)[Symbol.iterator]().next().value?.segment ?? '';

/** A person's text within a sentence of ours, where there are no elements: its direction ends with it. */
export const isolated = (text: string): string => (rightToLeft.test(text) ? `\u2068${text.replace(directionControls, '')}\u2069` : text);

/** A sentence of ours with texts of people in it, each with a direction of its own: as a tag of the template. */
export const sentence = (parts: TemplateStringsArray, ...texts: (string | number)[]): string =>
  String.raw({ raw: parts }, ...texts.map((text) => isolated(String(text))));

/** Without blank lines and spaces around it. A leading tab stays: it is an empty cell of a pasted table. */
export const trimText = (text: string): string => text.replace(/^(?:\s*[\r\n])+/u, '').replace(/^[^\S\t]+/u, '').trimEnd();

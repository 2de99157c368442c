import { firstCharacter } from './text.ts';

const title = /^(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+/iu;
/** What stands before a family name and belongs to it; written small, as nobody's first name is. */
const particles = new Set(['van', 'von', 'vom', 'de', 'der', 'den', 'del', 'della', 'di', 'da', 'dos', 'du', 'la', 'le', 'el', 'al', 'bin', 'ibn', 'ben', 'ter', 'ten', 'zu', 'zum', 'zur', 'st', 'st.']);

const wordsOf = (name: string): string[] => name.trim().split(/\s+/u).filter((word) => word !== '');

/** "Ha Phan" of "Phan, Ha": in the order in which people say it. */
function asSpoken(name: string): string {
  const [family, given, ...more] = name.split(',').map((part) => part.trim());
  return family && given && more.length === 0 ? `${given} ${family}` : name.trim();
}

/** The name without a title. */
export const plainName = (name: string): string => name.trim().replace(title, '');

/** Where the family name begins: at its first particle, or at the last word. */
function familyStart(words: string[]): number {
  const particle = words.findIndex((word) => particles.has(word));
  return particle === -1 || particle === words.length - 1 ? words.length - 1 : particle;
}

/** "Rosa" of "Rosa Jimenez", "Ha" of "Phan, Ha", "Dr. Chen" of "Dr. Wei Chen": as people call them. */
export function firstName(name: string): string {
  const spoken = asSpoken(name);
  const words = wordsOf(plainName(spoken));
  const start = familyStart(words);
  const called = title.exec(spoken)?.[0].trim();
  if (called && words.length > 0) return `${called} ${words.slice(start).join(' ')}`;
  // all that there is is a family name
  return start === 0 ? words.join(' ') || name : (words[0] ?? name);
}

/** The first characters of the first and the last name, as people see them: `RJ` of "Rosa Jimenez". */
export function initialsOf(name: string): string[] {
  const words = wordsOf(plainName(asSpoken(name)));
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map((word) => firstCharacter(word).toLocaleUpperCase());
}

/** Letters that no decomposition takes apart. */
const spelledOut: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ŋ: 'n', ħ: 'h' };

/** The words of a name as they are compared: without accents, case, ligatures and apostrophes; a hyphen parts words. */
export const foldedWords = (name: string): string[] =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}'’‘ʼ`´]/gu, '')
    .replace(/[ßæœøłđðþıŋħ]/gu, (letter) => spelledOut[letter]!)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** How well a name fits what somebody types: 0 the whole name, 1 its beginning, 2 words of it in any order; null when it does not. */
export function nameFit(name: string, query: string): 0 | 1 | 2 | null {
  const [words, wanted] = [foldedWords(name), foldedWords(query)];
  const [whole, sought] = [words.join(''), wanted.join('')];
  if (whole === sought) return 0;
  if (whole.startsWith(sought)) return 1;
  const left = [...words];
  const fits = wanted.every((part) => {
    const at = left.findIndex((word) => word.startsWith(part));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  // a name that is written in one word where it has two
  return fits || words.some((_, index) => words.slice(index).join('').startsWith(sought)) ? 2 : null;
}

const collator = new Intl.Collator('en', { numeric: true, ignorePunctuation: true });

/** The one order of names: that of the Unicode collation, whatever a database's is. */
export const compareNames = (a: string, b: string): number => collator.compare(a, b);

import type { Person } from '../../../shared/auth.ts';
import { compareNames, nameFit } from '../../../shared/names.ts';

/** An "@" that is being written: where it stands, and what follows it up to the caret. */
export interface MentionStart {
  at: number;
  query: string;
}

const openMention = /(?:^|[\s(])@([^@\n]{0,40})$/;

/** The mention that the caret stands in, if any. Whether somebody is meant by it shows only when names are looked up. */
export function mentionAt(text: string, caret: number): MentionStart | null {
  const query = openMention.exec(text.slice(0, caret))?.[1];
  return query === undefined ? null : { at: caret - query.length - 1, query };
}

/** Those whose name fits what was written, the best fit first. */
export function namedLike<T extends Person>(people: T[], query: string): T[] {
  return people
    .flatMap((person) => ({ person, fit: nameFit(person.name, query) }))
    .filter(({ fit }) => fit !== null)
    .toSorted((a, b) => a.fit! - b.fit! || compareNames(a.person.name, b.person.name))
    .map(({ person }) => person);
}

/** The text with the person's name in the place of what was written, and where the caret stands after it. */
export function completeMention(text: string, { at, query }: MentionStart, { name }: Person): { text: string; caret: number } {
  const before = `${text.slice(0, at)}@${name} `;
  const after = text.slice(at + 1 + query.length);
  return { text: before + after.replace(/^ /, ''), caret: before.length };
}

/** A piece of a message; `person` when it is their name after an "@". */
export interface MessagePart {
  text: string;
  person: Person | null;
}

/** Cuts a text where it addresses one of these people by their whole name. The longest name that fits counts. */
export function splitMentions(text: string, people: Person[]): MessagePart[] {
  const byLength = people.toSorted((a, b) => b.name.length - a.name.length);
  const parts: MessagePart[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const person = byLength.find(({ name }) => isNameAt(text, at + 1, name));
    if (!person || at < from) continue;
    if (at > from) parts.push({ text: text.slice(from, at), person: null });
    from = at + 1 + person.name.length;
    parts.push({ text: text.slice(at, from), person });
  }
  if (from < text.length) parts.push({ text: text.slice(from), person: null });
  return parts;
}

const isNameAt = (text: string, at: number, name: string): boolean =>
  text.slice(at, at + name.length).toLocaleLowerCase() === name.toLocaleLowerCase() && !/^[\p{L}\p{N}]/u.test(text.slice(at + name.length));

/** Whom the text addresses: of people who share a name those who were picked, all of them when none was. */
export function mentionedIn(text: string, people: Person[], picked: ReadonlySet<string>): string[] {
  const names = new Set(splitMentions(text, people).flatMap(({ person }) => person?.name ?? []));
  return [...Map.groupBy(people, ({ name }) => name)]
    .filter(([name]) => names.has(name))
    .flatMap(([, namesakes]) => {
      const meant = namesakes.filter(({ id }) => picked.has(id));
      return (meant.length > 0 ? meant : namesakes).map(({ id }) => id);
    });
}

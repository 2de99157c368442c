const title = /^(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+/i;

/** The name without a title, as initials are made of it. */
export const plainName = (name: string): string => name.trim().replace(title, '');

/** "Rosa" of "Rosa Jimenez", and "Dr. Chen" of "Dr. Wei Chen", as people call them. */
export function firstName(name: string): string {
  const words = name.trim().split(/\s+/);
  const called = title.exec(name.trim())?.[0];
  return called && words.length > 1 ? `${words[0]} ${words.at(-1)}` : (words[0] ?? name);
}

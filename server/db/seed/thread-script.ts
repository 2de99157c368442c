/** When, in minutes before now; who, by first name (of "Dr. Wei Chen" it is "Wei"); what. "@Rosa Jimenez" mentions her. */
type Line = [minutesAgo: number, who: string, text: string];

/** A conversation among staff, from its first line on. Whoever writes has read what came before. */
export interface ThreadScript {
  subject: string;
  /** Whom it is about, by full name, if anybody. */
  patient?: string;
  /** By first name; the first one starts it. */
  participants: string[];
  lines: Line[];
  /** Who has read to the end beside who wrote last. */
  readBy: string[];
}

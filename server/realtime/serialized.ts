/**
 * A value that is already JSON. Whoever writes it to a socket copies the text; whoever serialises it in an
 * ordinary way gets the value. So an event is made into text once, when it is stored, for all its readers.
 */
export class Serialized {
  readonly json: string;
  /** Told, when the value is written to a socket, for which subscription: what the client calls it on that socket. */
  readonly onWritten: ((subscriptionId: unknown) => void) | undefined;

  constructor(json: string, onWritten?: (subscriptionId: unknown) => void) {
    this.json = json;
    this.onWritten = onWritten;
  }

  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

/**
 * A value that is already JSON. Whoever writes it to a socket copies the text; whoever serialises it in an
 * ordinary way gets the value. So an event is made into text once, when it is stored, for all its readers.
 */
export class Serialized {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }

  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

/** Statements that the database keeps parsed and planned for each connection. */
const most = 300;
/** What is asked this often is worth keeping; a text that is made up anew each time is not. */
const worthIt = 5;
/** Texts of which the uses are counted at once; then counting starts over. */
const counted = 2_000;

/**
 * Names the statements that come again and again: the database parses and plans a named one once for each connection.
 * A statement with `*` never gets a name, because a migration would change its result under an older node that still runs.
 */
export function createStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const uses = new Map<string, number>();

  return (text) => {
    const name = names.get(text);
    if (name !== undefined) return name;
    if (names.size >= most || text.includes('*')) return undefined;
    const count = (uses.get(text) ?? 0) + 1;
    if (count < worthIt) {
      if (uses.size >= counted) uses.clear();
      uses.set(text, count);
      return undefined;
    }
    uses.delete(text);
    names.set(text, `medsync_${names.size + 1}`);
    return names.get(text);
  };
}

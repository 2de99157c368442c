/** How whoever runs an empty installation makes the first person who can sign in; the commands work while the server runs. */
export function firstSteps(env: NodeJS.ProcessEnv): string {
  const { DATA_DIR } = env;
  const admin = `${DATA_DIR ? `DATA_DIR='${DATA_DIR.replaceAll("'", `'\\''`)}' ` : ''}npm run admin --`;
  return `Nobody can sign in yet. Make a pharmacy or a clinic, then its administrator with the id that the first command prints:

  ${admin} create-tenant --name "Green Street" --kind pharmacy
  ${admin} create-user --tenant <id> --email you@example.org --name "Your Name" --role admin

`;
}

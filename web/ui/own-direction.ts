/** For `attributes` of Mantine's fields: what is written runs the way of its own language. Their `dir` would only reach the box around. */
export const ownDirection = { input: { dir: 'auto' } };

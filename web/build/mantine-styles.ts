import type { Plugin } from 'vite';

const everything = '@mantine/core/styles.css';
const component = /@mantine\/core\/esm\/components\/.*\/(\w+)\.module\.mjs$/;
const basic = ['baseline', 'default-css-variables', 'global'].map((name) => `import '@mantine/core/styles/${name}.css';`).join('\n');

/** In a build, each component of Mantine brings its own styles along: a page loads those of what it shows. */
export const mantineStyles = (): Plugin => ({
  name: 'mantine-styles',
  apply: 'build',
  enforce: 'pre',
  resolveId: (source) => (source === everything ? '\0mantine-basic-styles.js' : null),
  load: (id) => (id === '\0mantine-basic-styles.js' ? { code: basic, moduleSideEffects: true } : null),
  transform(code, id) {
    const [, name] = component.exec(id) ?? [];
    return name === undefined ? null : { code: `import '@mantine/core/styles/${name}.css';\n${code}`, map: null, moduleSideEffects: true };
  },
});

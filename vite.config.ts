import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { acyclicChunks } from './web/build/acyclic-chunks.ts';
import { mantineStyles } from './web/build/mantine-styles.ts';
import { precompress } from './web/build/precompress.ts';

export default defineConfig({
  root: 'web',
  plugins: [react(), mantineStyles(), acyclicChunks(), precompress()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        // in the order of the imports between folders, so that no file needs one that needs it; few, since each is a request
        codeSplitting: {
          groups: [
            { name: 'base', tags: ['$initial'], priority: 3 },
            { name: 'library', test: /node_modules/, minShareCount: 2, priority: 2 },
            { name: 'common', test: /\/(?:shared|web\/(?:lib|ui|connection|outbox))\//, minShareCount: 2, priority: 1 },
            { name: 'shared', minShareCount: 2, entriesAware: true },
          ],
        },
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
      },
    },
  },
  server: { strictPort: true },
});

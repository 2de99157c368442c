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
        // what is shared lies with what needs the same: one file for several pages would be loaded whole by each
        codeSplitting: { groups: [{ name: 'base', tags: ['$initial'] }, { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 0 }] },
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
      },
    },
  },
  server: { strictPort: true },
});

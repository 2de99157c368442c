import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        // one file for what comes first and one for what several pages share: left alone, a page is a hundred small files
        codeSplitting: { groups: [{ name: 'base', tags: ['$initial'] }, { name: 'shared', minShareCount: 3 }] },
      },
    },
  },
  server: { strictPort: true },
});

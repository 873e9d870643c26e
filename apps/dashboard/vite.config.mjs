import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npx vite` in this folder serves the page from its sources, with the API of a started system behind it. */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@silkgauge/source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2023',
    // The page's policy allows no data: in fonts and scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
  },
  server: { host: '127.0.0.1', proxy: { '/v1': 'http://127.0.0.1:4100' } },
});

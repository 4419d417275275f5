import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { packs } from './vite-packs.ts';

/** Vendor code changes rarely: apart from ours, so that a browser keeps it over our releases. */
const CHUNKS = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/ },
  { name: 'mantine', test: /node_modules[\\/](@mantine|@floating-ui)[\\/]/ },
  { name: 'flow', test: /node_modules[\\/](@xyflow|d3-[a-z]+|zustand)[\\/]/ },
  { name: 'data', test: /node_modules[\\/](@trpc|@tanstack|better-auth|@better-auth|zod)[\\/]/ },
];

export default defineConfig({
  plugins: [react(), packs()],
  server: {
    proxy: { '/api': 'http://127.0.0.1:4400', '/trpc': 'http://127.0.0.1:4400' },
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    // No data: URLs, so that a strict content security policy can name 'self' only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
});

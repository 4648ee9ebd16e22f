import { defineConfig } from 'vite';

// One script and one style sheet with fixed names; the server adds a version to their addresses.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: '../wwwroot',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: 'src/main.js',
      output: {
        format: 'iife',
        entryFileNames: 'app.js',
        assetFileNames: 'app[extname]',
      },
    },
  },
});

import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const page = fileURLToPath(new URL("../..", import.meta.url));

/** The same policy as the shell's, so that a breach shows up here. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'";

export default defineConfig({
  root: page,
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2022",
    outDir: `${page}node_modules/.preview`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: `${page}tests/preview/index.html` },
  },
  preview: { port: 5174, headers: { "content-security-policy": policy } },
});

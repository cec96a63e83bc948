import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig, type PluginOption, type UserConfig } from "vite";

/** In development, answers `/api` from invented data unless a server's address is given: `TOPOSCOPE_API=http://127.0.0.1:7700`. */
async function apiInDevelopment(command: string): Promise<PluginOption[]> {
  if (command !== "serve" || process.env.TOPOSCOPE_API !== undefined) return [];
  const { fixturePlugin } = await import("./dev/fixture-plugin.ts");
  return [fixturePlugin()];
}

export default defineConfig(
  async ({ command }): Promise<UserConfig> => ({
    plugins: [react(), ...(await apiInDevelopment(command))],
    resolve: { conditions: ["toposcope-source", ...defaultClientConditions] },
    html: { cspNonce: "__CSP_NONCE__" },
    build: {
      outDir: "../workbench/page",
      emptyOutDir: true,
      manifest: true,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
    server: {
      proxy: process.env.TOPOSCOPE_API === undefined ? {} : { "/api": process.env.TOPOSCOPE_API },
    },
  }),
);

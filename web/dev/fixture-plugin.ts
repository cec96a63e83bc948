import type { Plugin } from "vite";
import { FixtureApi } from "./fixture-api.ts";

/** Lets Vite's development server answer the API from invented data. */
export function fixturePlugin(): Plugin {
  const api = new FixtureApi();
  return {
    name: "toposcope-fixtures",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        api.handle(request, response).then((taken) => {
          if (!taken) next();
        }, next);
      });
    },
  };
}

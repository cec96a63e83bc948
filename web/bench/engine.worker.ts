import { type EngineTask, runEngine } from "./engine.ts";

self.onmessage = async ({ data }: MessageEvent<EngineTask>) => {
  self.postMessage(await runEngine(data));
};

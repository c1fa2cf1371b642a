/**
 * The page on a desk in memory. The address says what to begin with, as JSON:
 * `?desk={"settings":{"language":"ar"}}#/orders`. Never part of the production build.
 */
import type { DeskOptions } from "./desk";
import { startDesk } from "./desk";

const options = new URLSearchParams(window.location.search).get("desk");
startDesk(options === null ? {} : (JSON.parse(options) as DeskOptions));
await import("../../src/main");

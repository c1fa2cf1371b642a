import type { ActionKind, ActionState } from "../bridge/types";

/** What went out, or what came in. */
export const logSides = ["out", "in"] as const;
export type LogSide = (typeof logSides)[number];

/** What the log shows, as the address keeps it. Each empty part asks for nothing. */
export interface LogPlace {
  readonly side: LogSide;
  /** A uuid, or the beginning of an order number. */
  readonly about: string;
  readonly kinds: readonly ActionKind[];
  readonly states: readonly ActionState[];
  /** Who asked. */
  readonly person: string | null;
  /** `today`, `week`, or days as `2026-11-01..2026-11-05`: a name stays true as days go by. */
  readonly days: string;
  /** Answers to our own reads too, not events alone. */
  readonly answers: boolean;
}

/** Everything that went out. */
export const wholeLog: LogPlace = {
  side: "out",
  about: "",
  kinds: [],
  states: [],
  person: null,
  days: "",
  answers: false,
};

/** What can be asked of Points, in the order of an order's life. */
export const actionKinds = [
  "shipping",
  "authorize",
  "capture",
  "complete",
  "cancel",
  "refund",
  "earning",
  "checkout",
] as const satisfies readonly ActionKind[];

/** Where an action can stand; what is not over first. */
export const actionStates = [
  "needs_person",
  "unknown",
  "held",
  "queued",
  "sending",
  "confirmed",
  "refused",
  "withdrawn",
  "superseded",
] as const satisfies readonly ActionState[];

/** Whether something of the side that is shown is filtered out. Answers have a switch of their own. */
export function isLogNarrowed({ side, about, kinds, states, person, days }: LogPlace): boolean {
  return (
    about.trim() !== "" ||
    days !== "" ||
    (side === "out" && (kinds.length > 0 || states.length > 0 || person !== null))
  );
}

/** The same side without its filters; what the other side alone is filtered by stays. */
export function withoutFilters(log: LogPlace): LogPlace {
  return log.side === "in" ? { ...log, about: "", days: "" } : wholeLog;
}

/** Reads it from the address. What it does not understand is left out. */
export function readLog(values: URLSearchParams): LogPlace {
  const kinds = values.getAll("asked");
  const states = values.getAll("state");
  return {
    side: values.get("side") === "in" ? "in" : "out",
    about: values.get("about") ?? "",
    kinds: actionKinds.filter((kind) => kinds.includes(kind)),
    states: actionStates.filter((state) => states.includes(state)),
    person: values.get("person"),
    days: values.get("days") ?? "",
    answers: values.get("answers") === "yes",
  };
}

/** Writes it into the address; usual values are left out. */
export function writeLog(log: LogPlace, values: URLSearchParams): void {
  if (log.side === "in") {
    values.set("side", "in");
  }
  if (log.about !== "") {
    values.set("about", log.about);
  }
  for (const kind of log.kinds) {
    values.append("asked", kind);
  }
  for (const state of log.states) {
    values.append("state", state);
  }
  if (log.person !== null) {
    values.set("person", log.person);
  }
  if (log.days !== "") {
    values.set("days", log.days);
  }
  if (log.answers) {
    values.set("answers", "yes");
  }
}

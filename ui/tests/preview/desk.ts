/** A desk in memory for looking at the page without Rust. It answers every command of the bridge. */
import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";

import type {
  CheckedOrder,
  ConnectRequest,
  DeskView,
  Environment,
  ExportRequest,
  FailureView,
  FieldName,
  InboxView,
  OrderQuery,
  PageRequest,
  PrintRequest,
  ProfileView,
  Settings,
  ShippingRequest,
  SyncView,
  Topic,
  TrackReport,
} from "../../src/bridge/types";
import { shippingKey } from "../../src/points";
import { type BulkCourse, bulkAnswers } from "./bulk";
import { type CasesCourse, casesAnswers, usualCases } from "./cases";
import { actionOf, detailOf, evidenceOf, jsonOf } from "./evidence";
import { buildOrders, type Fixture } from "./fixtures";
import { startInbox } from "./inbox";
import { listing } from "./listing";
import { type LogCourse, startLog } from "./log";
import { type MoneyCourse, moneyAnswers } from "./money";
import { startNotes } from "./notes";
import { madeOdd } from "./odd";
import { type PackingCourse, packingAnswers, usualCourse } from "./packing";
import { type FilesCourse, startShopFiles } from "./shop-files";
import { figuresOf, isCalm, todayOf } from "./today";
import { viewAnswers } from "./views";
import { usualWebhooks, type WebhooksCourse, webhookAnswers } from "./webhooks";

/** What the preview begins with. */
export interface DeskOptions {
  readonly count?: number;
  readonly now?: number;
  readonly settings?: Partial<Settings>;
  readonly environment?: Environment;
  readonly profiles?: "none" | "one" | "three";
  readonly sync?: Partial<SyncView>;
  readonly keyring?: DeskView["keyring"];
  readonly profileFailure?: DeskView["profileFailure"];
  /** Nothing needs anybody. */
  readonly isCalm?: boolean;
  /** The newest orders are odd, each in its way. */
  readonly isOdd?: boolean;
  /** What becomes of an export that is not simply written. */
  readonly exported?: "never ends" | "full disk";
  /** How work on many orders fares. */
  readonly bulk?: Partial<BulkCourse>;
  /** How money and purchases fare. */
  readonly money?: Partial<MoneyCourse>;
  /** What wants to be explained, and how deciding about it fares. */
  readonly cases?: Partial<CasesCourse>;
  /** What was asked of Points before, and what stops the queue. */
  readonly course?: Partial<LogCourse>;
  /** How things go at the packing table; without it shipping is sent at once. */
  readonly packing?: Partial<PackingCourse>;
  /** The inbox of the store; none unless given. */
  readonly inbox?: InboxView;
  /** The webhooks at Points, and how asking about them fares. */
  readonly webhooks?: Partial<WebhooksCourse>;
  /** The shop's files: those taken over, those that wait, the one that is chosen. */
  readonly files?: Partial<FilesCourse>;
  /** The columns that were chosen for the list. */
  readonly columns?: readonly string[];
  /** Answers of single commands that take the place of the usual ones. */
  readonly answers?: Readonly<Record<string, (args: Record<string, unknown>) => unknown>>;
}

/** The desk and what happened to it. */
export interface PreviewDesk {
  readonly orders: Fixture[];
  readonly view: DeskView;
  readonly calls: { readonly command: string; readonly args: Record<string, unknown> }[];
  readonly changed: (...topics: Topic[]) => Promise<void>;
  /** Changes the state of sync and tells of it. */
  readonly told: (change: Partial<SyncView>) => Promise<SyncView>;
}

const usualSettings: Settings = {
  language: "en",
  theme: "light",
  digits: "latin",
  calendar: "gregorian",
  density: "dense",
  staleNewMinutes: 30,
  staleAuthorizedHours: 24,
  licenceStep: false,
  singleKeyShortcuts: true,
  requestsPerSecond: 20,
  printing: { kind: "slip", paper: "a4", language: null },
  atDesk: null,
  undoSeconds: 8,
  severalStatuses: "ask",
  refundMarks: true,
  typeAmountFrom: 100_000,
  hideMoneyWhenPacking: true,
  scanSounds: true,
  labelPresets: [],
  nightlyRun: true,
};

function profile(id: string, name: string, environment: Environment, now: number): ProfileView {
  return {
    id,
    name,
    environment,
    baseUrl:
      environment === "sandbox"
        ? "https://sandbox.papp.sa/api/v1"
        : "https://business.papp.sa/api/v1",
    publicKey: "pk_4f1c9a7e2b60",
    key: { state: "stored", lastFour: "9f3c", storedAt: now - 40 * 86_400_000 },
  };
}

const refusal = (code: FailureView["code"], details: Record<string, string> = {}): FailureView => ({
  code,
  details,
});

/** Answers the bridge from memory. */
export function startDesk(options: DeskOptions = {}): PreviewDesk {
  const now = options.now ?? Date.now();
  const built = buildOrders(options.count ?? 3_000, now);
  const orders = (options.isOdd === true ? madeOdd(built) : built).filter(
    (fixture) => options.isCalm !== true || isCalm(fixture, now),
  );
  const profiles = [
    profile("dar-al-oud", "دار العود", options.environment ?? "production", now),
    profile("dar-al-oud-test", "Dar Al Oud test", "sandbox", now),
    profile("najd-coffee", "Najd Coffee", "production", now),
  ].slice(0, { none: 0, one: 1, three: 3 }[options.profiles ?? "three"]);
  const view: DeskView = {
    profiles,
    activeProfile: profiles[0]?.id ?? null,
    profileFailure: options.profileFailure ?? null,
    settings: { ...usualSettings, ...options.settings },
    keyring: options.keyring ?? "available",
    dataDir: "~/.local/share/points-desk",
    version: "0.1.0",
    packingPinSet: options.packing?.pin != null,
    clockOffBy: null,
  };
  let sync: SyncView = {
    phase: "idle",
    due: 0,
    done: 0,
    total: 0,
    changed: 0,
    missing: 0,
    failed: 0,
    failures: [],
    lastReadAt: now - 12_000,
    resumesAt: null,
    problem: null,
    ...options.sync,
  };
  const calls: PreviewDesk["calls"] = [];
  let stopExport = () => {};
  const changed = (...topics: Topic[]) => emit("desk-changed", { topics });
  const told = async (change: Partial<SyncView>) => {
    sync = { ...sync, ...change };
    await emit("desk-sync", sync);
    return sync;
  };
  const notes = startNotes(
    orders,
    () => view.settings.atDesk,
    () => changed("orders"),
  );
  const { listed, counted, tallied } = listing(orders, notes.textsOf);
  const money = moneyAnswers({
    orders,
    course: {
      purchase: "made",
      refundedBefore: 0,
      isLeftUnknown: false,
      newest: {},
      ...options.money,
    },
    view,
    changed,
  });
  const log = startLog({
    orders,
    course: { log: "usual", stopped: null, ...options.course },
    now,
    changed,
    purchases: () => money.all().filter(({ kind }) => kind === "earning" || kind === "checkout"),
  });
  const inbox = startInbox(options.inbox);
  const shopFiles = startShopFiles({ course: options.files, now, changed });
  const cases = casesAnswers({
    orders,
    course: {
      ...usualCases,
      ...(options.isCalm === true ? { found: "none" } : {}),
      ...options.cases,
    },
    now,
    atDesk: () => view.settings.atDesk,
    changed,
  });
  const byUuid = (uuid: unknown): Fixture => {
    const found = orders.find(({ row }) => row.uuid === uuid);
    if (found === undefined) {
      throw refusal("order_unknown");
    }
    return found;
  };
  const byAction = (id: unknown): Fixture => {
    const found = orders.find(({ row }) => row.pending?.id === id);
    if (found === undefined) {
      throw refusal("action_settled");
    }
    return found;
  };
  const read = (uuid: unknown): CheckedOrder => {
    const fixture = byUuid(uuid);
    const before = fixture.row.financialStatus;
    fixture.row = { ...fixture.row, checkedAt: Date.now() };
    return { uuid: fixture.row.uuid, outcome: "unchanged", before, after: before, failure: null };
  };
  const confirm = (fixture: Fixture, target: string | null) => {
    const next = {
      ready_shipping: "delivery_is_in_progress",
      delivery_is_in_progress: "delivered",
    }[target ?? ""];
    fixture.row = {
      ...fixture.row,
      pending: null,
      shipping: {
        ...fixture.row.shipping,
        word: target ?? fixture.row.shipping.word,
        next: next ?? null,
      },
    };
    return changed("orders", "actions");
  };
  const track = (text: string): TrackReport => {
    const report: TrackReport = {
      file: null,
      added: 0,
      already: 0,
      repeated: 0,
      invalid: 0,
      rows: [],
    };
    const seen = new Set<string>();
    text.split("\n").forEach((line, place) => {
      const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(line)?.[0]?.toLowerCase();
      const outcome =
        uuid === undefined
          ? "invalid"
          : seen.has(uuid)
            ? "repeated"
            : orders.some(({ row }) => row.uuid === uuid)
              ? "already"
              : "added";
      if (uuid !== undefined) {
        seen.add(uuid);
      }
      if (line.trim() !== "") {
        report[outcome] += 1;
        report.rows.push({ line: place + 1, text: uuid ?? line.slice(0, 120), outcome });
      }
    });
    if (report.added + report.already + report.repeated === 0) {
      throw refusal("nothing_found");
    }
    report.rows.sort((one, other) => rank(one.outcome) - rank(other.outcome));
    return report;
  };

  /** Without a packing table of its own a status goes the way of everything else. */
  const sentAtOnce = {
    ship: async ({ request }: Record<string, unknown>) => {
      const { uuids, target } = request as ShippingRequest;
      return uuids.map((uuid) => {
        const fixture = byUuid(uuid);
        const id = 20_000 + calls.length;
        const hold = view.settings.undoSeconds * 1_000;
        const seen = {
          financial: fixture.row.financialStatus,
          shipping: shippingKey(fixture.row.shipping),
          totalHalalas: fixture.row.totalHalalas,
        };
        fixture.row = {
          ...fixture.row,
          pending: {
            id,
            kind: "shipping",
            state: hold > 0 ? "held" : "sending",
            target,
            amountHalalas: null,
            heldUntil: hold > 0 ? Date.now() + hold : null,
            open: 1,
            reason: null,
            message: null,
          },
        };
        setTimeout(() => {
          if (fixture.row.pending?.id === id) {
            void confirm(fixture, target);
          }
        }, hold + 400);
        const action = actionOf(fixture.row);
        if (action !== null) {
          log.asked({ ...action, seen, askedAt: Date.now(), askedBy: view.settings.atDesk });
        }
        return action;
      });
    },
  };
  const packing = packingAnswers({
    orders,
    course: { ...usualCourse, ...options.packing },
    changed,
    confirm,
  });

  const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
    desk_view: () => structuredClone(view),
    connect: ({ request }) => {
      const { name, environment, publicKey, privateKey } = request as ConnectRequest;
      if (privateKey.trim() === "") {
        throw refusal("key_empty");
      }
      if (privateKey === publicKey) {
        throw refusal("same_key_twice");
      }
      const made = { ...profile("new-store", name, environment, Date.now()), publicKey };
      view.profiles.push(made);
      view.activeProfile = made.id;
      return {
        profile: made,
        proved: ["private_key_accepted", "public_key_shape_only", "key_in_keyring"],
      };
    },
    check_key: () => ["private_key_accepted", "key_in_keyring"],
    replace_key: () => ({
      profile: view.profiles[0],
      proved: ["private_key_accepted", "key_in_keyring"],
    }),
    remove_key: ({ profile: id }) => {
      const found = view.profiles.find((candidate) => candidate.id === id);
      if (found !== undefined) {
        found.key = { state: "missing" };
      }
      return structuredClone(view);
    },
    open_profile: ({ profile: id }) => {
      view.activeProfile = String(id);
      view.profileFailure = null;
      return structuredClone(view);
    },
    remove_profile: ({ profile: id }) => {
      view.profiles = view.profiles.filter((candidate) => candidate.id !== id);
      view.activeProfile = view.profiles[0]?.id ?? null;
      return structuredClone(view);
    },
    save_settings: ({ settings }) => {
      view.settings = settings as Settings;
      return structuredClone(view);
    },
    list_orders: ({ query, page }) => listed(query as OrderQuery, page as PageRequest),
    count_statuses: () => counted(),
    count_statuses_of: ({ query }) => tallied(query as OrderQuery),
    order_detail: ({ uuid }) => ({
      ...shopFiles.on(log.on(notes.on(money.on(detailOf(byUuid(uuid)))))),
      cases: cases.of(String(uuid)),
    }),
    ...notes.answers,
    ...money.answers,
    ...log.answers,
    ...cases.answers,
    field_evidence: ({ uuid, field }) => evidenceOf(byUuid(uuid), field as FieldName),
    observation_json: () => jsonOf(orders[0] as Fixture),
    refresh_order: ({ uuid }) => read(uuid),
    print_orders: async ({ request }) => {
      const { uuids, ...printing } = request as PrintRequest;
      view.settings = { ...view.settings, printing };
      await changed("desk");
      return { path: "~/printed.pdf", orders: uuids.length, pages: uuids.length };
    },
    ...inbox.answers,
    ...webhookAnswers({ ...usualWebhooks, ...options.webhooks }, inbox.view, now),
    track_text: ({ text }) => track(String(text)),
    ...shopFiles.answers,
    sync_view: () => sync,
    sync_now: () => sync,
    pause_sync: () => told({ phase: "paused" }),
    resume_sync: () => told({ phase: "running" }),
    today: () => todayOf(orders, sync, inbox.view(), Date.now()),
    figures: ({ days }) => figuresOf(orders, Number(days), Date.now()),
    check_orders: async ({ uuids }) => {
      const all = uuids as string[];
      const checked: CheckedOrder[] = [];
      for (const uuid of all) {
        const order = read(uuid);
        checked.push(order);
        await emit("desk-check", { done: checked.length, total: all.length, order });
      }
      return { orders: checked, skipped: 0 };
    },
    export_orders: async ({ request }) => {
      const { selection, format } = request as ExportRequest;
      const total =
        selection.matching === null
          ? selection.uuids.length
          : listed(selection.matching, { after: null, offset: 0, limit: 1, pinned: null }).total
              .count - selection.except.length;
      await emit("desk-export", { done: 0, total });
      await emit("desk-export", { done: Math.floor(total * 0.62), total });
      if (options.exported === "never ends") {
        await new Promise<never>((_end, stop) => {
          stopExport = () => stop(refusal("cancelled"));
        });
      }
      if (options.exported === "full disk") {
        throw refusal("disk_full");
      }
      return { path: `/home/noura/Documents/orders-2026-11-25.${format}`, orders: total };
    },
    cancel_export: () => {
      stopExport();
      return null;
    },
    show_export: () => null,
    settle_action: ({ id }) => {
      const fixture = byAction(id);
      const action = actionOf(fixture.row);
      void confirm(fixture, fixture.row.pending?.target ?? null);
      return action;
    },
    withdraw_action: ({ id }) => {
      const fixture = byAction(id);
      const action = actionOf(fixture.row);
      fixture.row = { ...fixture.row, pending: null };
      return action;
    },
    ...bulkAnswers({
      orders,
      course: { pace: 30, failing: 0, ...options.bulk },
      changed,
      matching: (query) =>
        listed(query, { after: null, offset: 0, limit: orders.length, pinned: null }).rows,
      read,
      confirm,
    }),
    ...packing,
    ...(options.packing === undefined ? { ...log.answers, ...sentAtOnce } : {}),
    ...viewAnswers(
      orders,
      (query) => listed(query, { after: null, offset: 0, limit: 1, pinned: null }).total,
      options.columns,
    ),
    window_ready: () => null,
    ...(options.packing === undefined
      ? {
          action: (args: Record<string, unknown>) =>
            (money.has(args["id"]) ? money : log).answers.action(args),
        }
      : {}),
    actions: ({ ids }) => (ids as number[]).map((id) => answers["action"]?.({ id })),
    ...options.answers,
  };

  mockIPC(
    async (command, payload) => {
      const args = (payload ?? {}) as Record<string, unknown>;
      const answer = answers[command];
      if (answer === undefined) {
        throw new Error(`The preview has no answer for ${command}`);
      }
      calls.push({ command, args });
      return answer(args);
    },
    { shouldMockEvents: true },
  );
  return { orders, view, calls, changed, told };
}

function rank(outcome: TrackReport["rows"][number]["outcome"]): number {
  return ["invalid", "repeated", "already", "added"].indexOf(outcome);
}

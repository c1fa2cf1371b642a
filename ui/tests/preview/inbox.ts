import type {
  FailureView,
  InboxHereRequest,
  InboxHereView,
  InboxRequest,
  InboxView,
} from "../../src/bridge/types";

const none: InboxView = {
  address: null,
  failure: null,
  readAt: null,
  lastHeardAt: null,
  taken: 0,
  behind: 0,
  leftovers: 0,
  isSilent: false,
  here: null,
};

/** An inbox that has been read for a while. */
export function usualInbox(now: number): InboxView {
  return {
    ...none,
    address: "https://inbox.dar-al-oud.sa",
    readAt: now - 4_000,
    lastHeardAt: now - 190_000,
    taken: 1_204,
    leftovers: 3,
  };
}

/** One that this desk keeps itself. */
export function inboxHere(now: number, here: Partial<InboxHereView> = {}): InboxView {
  const kept = { port: 8_180, host: "inbox.dar-al-oud.sa", ...here };
  return { ...usualInbox(now), address: `http://127.0.0.1:${kept.port}`, here: kept };
}

/** The port that another program has. */
export const takenPort = 8_080;

/** An inbox that knows one token, or one kept on this computer. */
export function startInbox(first: InboxView | undefined) {
  let inbox = first ?? none;
  const answers = {
    inbox_view: () => inbox,
    connect_inbox: ({ request }: Record<string, unknown>) => {
      const { address, token } = request as InboxRequest;
      if (token !== "the-desks-own-token") {
        throw { code: "inbox_token_refused", details: {} } satisfies FailureView;
      }
      inbox = { ...none, address, readAt: Date.now() };
      return inbox;
    },
    keep_inbox_here: ({ request }: Record<string, unknown>) => {
      const { port, host } = request as InboxHereRequest;
      if (port === takenPort) {
        throw {
          code: "inbox_port_taken",
          details: { port: String(port), technical: "address in use" },
        } satisfies FailureView;
      }
      const name = host === null ? null : host.replace(/^https:\/\//, "").replace(/\/.*$/, "");
      if (name?.includes(" ") === true) {
        throw { code: "inbox_host_invalid", details: {} } satisfies FailureView;
      }
      const here = { port: port === 0 ? 41_873 : port, host: name };
      inbox = { ...inboxHere(Date.now(), here), taken: 0, leftovers: 0, lastHeardAt: null };
      return inbox;
    },
    leave_inbox: () => {
      inbox = none;
      return inbox;
    },
  };
  return { answers, view: () => inbox };
}

import type { FailureView, InboxRequest, InboxView } from "../../src/bridge/types";

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

/** Answers about an inbox that knows one token. */
export function inboxAnswers(first: InboxView | undefined) {
  let inbox = first ?? none;
  return {
    inbox_view: () => inbox,
    connect_inbox: ({ request }: Record<string, unknown>) => {
      const { address, token } = request as InboxRequest;
      if (token !== "the-desks-own-token") {
        throw { code: "inbox_token_refused", details: {} } satisfies FailureView;
      }
      inbox = { ...none, address, readAt: Date.now() };
      return inbox;
    },
    leave_inbox: () => {
      inbox = none;
      return inbox;
    },
  };
}

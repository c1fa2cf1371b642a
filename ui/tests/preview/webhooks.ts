/** The merchant's webhooks at a Points in memory. */
import type {
  ErrorCode,
  FailureView,
  InboxView,
  WebhookRequest,
  WebhooksView,
  WebhookTest,
  WebhookView,
} from "../../src/bridge/types";

/** What Points has, and how asking it fares. */
export interface WebhooksCourse {
  readonly has: "nothing" | "usual" | "odd";
  /** The inbox takes secrets from desks. */
  readonly takesSecrets: boolean;
  /** Why reading fails; null: it does not. */
  readonly unread: ErrorCode | null;
  /** What comes of a test event: it arrives, it arrives elsewhere, it never ends, or a failure. */
  readonly test: "arrives" | "elsewhere" | "never ends" | ErrorCode;
}

export const usualWebhooks: WebhooksCourse = {
  has: "usual",
  takesSecrets: true,
  unread: null,
  test: "arrives",
};

const day = 86_400_000;
const refusal = (code: ErrorCode, details: Record<string, string> = {}): FailureView => ({
  code,
  details,
});

/** The address of the inbox's hook as Points can reach it; null: it cannot. */
function hookOf({ address, here }: InboxView): string | null {
  const base = here === null ? address : here.host === null ? null : `https://${here.host}`;
  return base === null ? null : `${base}/hooks/main`;
}

type Kept = Omit<WebhookView, "leadsHere">;

function first(has: WebhooksCourse["has"], hook: string | null, now: number): Kept[] {
  const shop: Kept = {
    uuid: "5b0f7a52-0f0e-4c62-9a57-0c8d2f1f6a11",
    name: "دار العود",
    url: hook ?? "https://inbox.dar-al-oud.sa/hooks/main",
    createdAt: now - 47 * day,
    secret: "kept",
  };
  const elsewhere: Kept = {
    uuid: "d2c4a3f0-7d0e-4b1c-8a3e-64a1e2b9c722",
    name: "Warehouse",
    url: "https://erp.example.sa/points/incoming",
    createdAt: now - 320 * day,
    secret: "elsewhere",
  };
  switch (has) {
    case "nothing":
      return [];
    case "usual":
      return [shop, elsewhere];
    case "odd":
      return [
        { ...shop, secret: "untold", createdAt: null },
        {
          ...elsewhere,
          name: `${"very-long-name-of-one-webhook".repeat(8)} \u202eodd`,
          url: `https://erp.example.sa/${"points/incoming/".repeat(29)}`,
        },
        ...Array.from({ length: 6 }, (_one, place) => ({
          ...elsewhere,
          uuid: `d2c4a3f0-7d0e-4b1c-8a3e-64a1e2b9c8${String(10 + place)}`,
          name: `${place + 2}`,
          url: `https://erp.example.sa/points/${place + 2}`,
        })),
      ];
  }
}

/** Answers about webhooks as Points and the desk would give them. */
export function webhookAnswers(
  course: WebhooksCourse,
  inbox: () => InboxView,
  now: number,
): Record<string, (args: Record<string, unknown>) => unknown> {
  let kept = first(course.has, hookOf(inbox()), now);
  const leadsHere = ({ url }: Kept) => {
    const hook = hookOf(inbox());
    return hook !== null && url.startsWith(hook.replace(/main$/, ""));
  };
  const view = (): WebhooksView => {
    if (course.unread !== null) {
      throw refusal(course.unread);
    }
    return {
      webhooks: kept.map((webhook) => ({ ...webhook, leadsHere: leadsHere(webhook) })),
      suggestedUrl: kept.some(leadsHere) ? null : hookOf(inbox()),
      readAt: Date.now(),
    };
  };
  const known = (uuid: unknown): Kept => {
    const found = kept.find((webhook) => webhook.uuid === uuid);
    if (found === undefined) {
      throw refusal("webhook_unknown");
    }
    return found;
  };
  const checked = (request: unknown, uuid: unknown = null): WebhookRequest => {
    const { name, url } = request as WebhookRequest;
    if (name === "") {
      throw refusal("webhook_name_invalid");
    }
    if (!url.startsWith("https://")) {
      throw refusal("webhook_url_invalid");
    }
    if (kept.some((webhook) => webhook.url === url && webhook.uuid !== uuid)) {
      throw refusal("webhook_repeated");
    }
    return { name, url };
  };
  const replace = (uuid: unknown, change: Partial<Kept>) => {
    const found = known(uuid);
    kept = kept.map((webhook) => (webhook === found ? { ...webhook, ...change } : webhook));
    return view();
  };
  const placed = (url: string): WebhookView["secret"] =>
    url !== hookOf(inbox()) ? "elsewhere" : course.takesSecrets ? "with_inbox" : "kept";
  return {
    webhooks: view,
    register_webhook: ({ request }) => {
      const made = checked(request);
      const uuid = `7c9e6679-7425-40de-944b-e07fc1f9${String(1_000 + kept.length)}`;
      kept = [...kept, { ...made, uuid, createdAt: Date.now(), secret: placed(made.url) }];
      return view();
    },
    change_webhook: ({ uuid, request }) => {
      known(uuid);
      const made = checked(request, uuid);
      return replace(uuid, { ...made, secret: placed(made.url) });
    },
    remove_webhook: ({ uuid }) => {
      const found = known(uuid);
      kept = kept.filter((webhook) => webhook !== found);
      return view();
    },
    hand_over_webhook_secret: ({ uuid }) => {
      known(uuid);
      if (!course.takesSecrets) {
        throw refusal("inbox_secrets_closed");
      }
      return replace(uuid, { secret: "with_inbox" });
    },
    test_webhook: ({ uuid }): WebhookTest | Promise<never> => {
      known(uuid);
      switch (course.test) {
        case "arrives":
          return { answeredAfter: 12, arrivedAfter: 80 };
        case "elsewhere":
          return { answeredAfter: 31, arrivedAfter: null };
        case "never ends":
          return new Promise<never>(() => undefined);
        default:
          throw refusal(course.test, { status: "404", technical: "connection refused" });
      }
    },
  };
}

import type { ReactNode } from "react";

import type { CaseFact, CaseView } from "../../bridge/types";
import { CopyIcon, IconButton, ToneMark } from "../../design";
import { formatPhone, useFormat, useNow } from "../../format";
import { useCopy } from "../../frame";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";
import { besides, type Column, columns, factText, shopMeaning } from "./facts";

/** What is known, in three columns by who says so. What is at odds carries a mark and a word. */
export function Evidence({ view }: { readonly view: CaseView }) {
  return (
    <div className="grid grid-cols-1 divide-y divide-line @min-[620px]:grid-cols-3 @min-[620px]:divide-x @min-[620px]:divide-y-0">
      {columns.map((column) => (
        <EvidenceColumn column={column} key={column} view={view} />
      ))}
    </div>
  );
}

function EvidenceColumn({ column, view }: { readonly column: Column; readonly view: CaseView }) {
  const translate = useMessages();
  return (
    <section
      aria-label={translate(`case.column.${column}`)}
      className="flex min-w-0 flex-col gap-3 px-5 py-4"
    >
      <header className="min-w-0">
        <h3 className="font-semibold">{translate(`case.column.${column}`)}</h3>
        <p className="truncate text-ink-faint text-small">
          <Source column={column} view={view} />
        </p>
      </header>
      <dl className="flex flex-col gap-2">
        {view.evidence[column].map((fact, place) => (
          // Facts never change their order within a column.
          <Fact column={column} fact={fact} key={`${fact.kind}${String(place)}`} view={view} />
        ))}
      </dl>
      {column === "shop" && <Customer view={view} />}
    </section>
  );
}

/** Where the column is from, and as of when. */
function Source({ column, view }: { readonly column: Column; readonly view: CaseView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  const { checkout, readAt, evidence } = view;
  if (column === "points") {
    return readAt === null ? (
      translate("case.source.unread")
    ) : (
      <Message id="case.source.points" values={{ ago: format.ago(now - readAt) }} />
    );
  }
  if (column === "events") {
    const count = evidence.events.filter(({ kind }) => kind === "event").length;
    return count === 0 ? null : translate("case.source.events", { count });
  }
  if (checkout === null) {
    return translate("case.source.noFile");
  }
  return checkout.origin === "app" ? (
    <Message id="case.source.app" values={{ time: format.short(checkout.asOf, now) }} />
  ) : (
    <span title={format.exact(checkout.asOf)}>
      <Message
        id="case.source.file"
        values={{ file: checkout.fileName ?? "", time: format.short(checkout.asOf, now) }}
      />
    </span>
  );
}

function Fact({
  column,
  fact,
  view,
}: {
  readonly column: Column;
  readonly fact: CaseFact;
  readonly view: CaseView;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(5_000);
  const { kind, differs, text } = fact;
  const words = factText(translate, format, fact, column, view.order?.orderType ?? null, now);
  if (kind === "nothing") {
    return (
      <div>
        <dt className="sr-only">{translate("case.fact.known")}</dt>
        <dd className="text-ink-faint">
          {column === "points" && view.order !== null ? translate("case.nothing.unread") : words}
        </dd>
      </div>
    );
  }
  const meaning = kind === "shop_status" ? shopMeaning(translate, fact) : null;
  const isUuid = kind === "other" && text !== null && text.length === 36;
  const isCode = kind === "event" || isUuid;
  const more = besides(translate, format, fact, now);
  return (
    <div className={differs ? "-mx-2 rounded-control bg-needs-soft px-2 py-1" : ""}>
      <dt className="flex items-center gap-1.5 text-small text-ink-faint">
        {translate(`case.fact.${kind}`)}
        {differs && (
          <span className="flex items-center gap-1 font-medium text-needs">
            <ToneMark size={12} tone="needs" />
            {translate("case.fact.differs")}
          </span>
        )}
      </dt>
      <dd className={`min-w-0 ${differs ? "font-semibold" : ""}`}>
        <span className="block truncate" title={text ?? words}>
          {isUuid ? (
            <button
              className="max-w-full truncate rounded-small font-mono text-[0.92em] underline hover:text-accent"
              dir="ltr"
              onClick={() => go({ order: text })}
              type="button"
            >
              <span className="sr-only">{translate("case.openOrder")}</span>{" "}
              <bdi dir="ltr">{words}</bdi>
            </button>
          ) : (
            <bdi className={isCode ? "font-mono text-[0.92em]" : ""}>{words}</bdi>
          )}
        </span>
        {more.length > 0 && (
          <span className="block font-normal text-ink-soft text-small">
            {more.map((part, place) => (
              <span className={place > 0 ? "before:mx-1 before:content-['·']" : ""} key={part}>
                <bdi>{part}</bdi>
              </span>
            ))}
          </span>
        )}
        {meaning !== null && (
          <span className="block font-normal text-ink-soft text-small">{meaning}</span>
        )}
        <Age column={column} fact={fact} now={now} view={view} />
      </dd>
    </div>
  );
}

/** As of when the column is; none for notices, which come one by one. */
function ofColumn(column: Column, { checkout, readAt }: CaseView): number | null {
  switch (column) {
    case "shop":
      return checkout?.asOf ?? null;
    case "points":
      return readAt;
    case "events":
      return null;
  }
}

/** When somebody said so: written, received or read. */
function Age({
  column,
  fact,
  view,
  now,
}: {
  readonly column: Column;
  readonly fact: CaseFact;
  readonly view: CaseView;
  readonly now: number;
}) {
  const format = useFormat();
  const at = fact.kind === "opened" || fact.kind === "other" ? null : fact.at;
  // Over the column stands as of when all of it is; only what is of another time says so itself.
  if (at === null || at === ofColumn(column, view)) {
    return null;
  }
  return (
    <span className="block text-ink-faint text-small font-normal" title={format.exact(at)}>
      <Message
        id={`case.age.${column}`}
        values={{ time: format.short(at, now), ago: format.ago(now - at) }}
      />
    </span>
  );
}

/** Whom to ask, and where they pay. */
function Customer({ view: { checkout } }: { readonly view: CaseView }) {
  const translate = useMessages();
  const copy = useCopy();
  if (checkout === null) {
    return null;
  }
  const { customer, phone, city, link } = checkout;
  const who = [customer, city].filter((part) => part !== null);
  return (
    <dl className="flex flex-col gap-2">
      {who.length > 0 && (
        <Line name={translate("case.customer")}>
          {who.map((part, place) => (
            <span className={place > 0 ? "before:mx-1.5 before:content-['·']" : ""} key={part}>
              <bdi>{part}</bdi>
            </span>
          ))}
        </Line>
      )}
      {phone !== null && (
        <Line
          copy={() => copy(formatPhone(phone).replaceAll(" ", ""))}
          copyName={translate("case.copyPhone")}
          name={translate("case.phone")}
        >
          <bdi dir="ltr">{formatPhone(phone)}</bdi>
        </Line>
      )}
      {link !== null && (
        <Line
          copy={() => copy(link)}
          copyName={translate("case.copyLink")}
          name={translate("case.link")}
        >
          <bdi className="font-mono text-[0.92em]" dir="ltr" title={link}>
            {link.replace(/^https:\/\//, "")}
          </bdi>
        </Line>
      )}
    </dl>
  );
}

function Line({
  name,
  copy,
  copyName = "",
  children,
}: {
  readonly name: string;
  readonly copy?: () => void;
  readonly copyName?: string;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <dt className="text-ink-faint text-small">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 truncate">{children}</span>
        {copy !== undefined && (
          <IconButton className="-my-1" name={copyName} onPress={copy}>
            <CopyIcon />
          </IconButton>
        )}
      </dd>
    </div>
  );
}

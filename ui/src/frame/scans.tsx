import { useRef, useState } from "react";

import { useScans } from "../commands";
import { Button, CloseIcon, IconButton, isInRows, Note } from "../design";
import { everyOrder, go, usePlace } from "../location";
import { Message, useMessages } from "../messages";
import { useAskOrders } from "../queries";
import { listing, readQuery } from "../search";
import { useNotices } from "./notices";

/** Why a scan led nowhere. */
interface Miss {
  readonly text: string;
  readonly why: "unknown" | "covered";
}

/** More than one is a list, however many. */
const enough = 2;

/**
 * Leads from what is scanned to its order, and says so where there is none: then no order stays
 * open or active, so that the next key does nothing to the one before.
 */
export function Scans({ onAddOrders }: { readonly onAddOrders: () => void }) {
  const { query } = usePlace();
  const { say, hint, fail } = useNotices();
  const ask = useAskOrders();
  const [miss, setMiss] = useState<Miss | null>(null);
  const scans = useRef(0);

  const missed = (text: string, why: Miss["why"]) => setMiss({ text, why });
  useScans(async (scanned, ground) => {
    scans.current += 1;
    const scan = scans.current;
    const text = scanned.trim();
    setMiss(null);
    if (ground === "covered") {
      missed(text, "covered");
      return;
    }
    if (ground === "search") {
      const asked = { ...query, ...readQuery(text, Date.now()) };
      go({ screen: "orders", order: null, query: asked }, "replace");
    }
    try {
      const listed = listing(everyOrder, [text]);
      const { rows, total } = await ask(listed, enough);
      const [row] = rows;
      if (scan !== scans.current) {
        // Another one was scanned meanwhile.
        return;
      }
      if (row !== undefined && rows.length === 1) {
        go({ screen: "orders", order: row.uuid });
        say(<Message id="scan.opened" values={{ text }} />);
      } else if (row !== undefined) {
        go({ screen: "orders", order: null, query: listing(query, [text]) });
        hint(<Message id="scan.several" values={{ count: total.count, text }} />);
      } else if (ground === "page") {
        go({ order: null });
        leaveRows();
        missed(text, "unknown");
      }
    } catch (thrown) {
      fail(thrown);
    }
  });

  return (
    <div
      className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex justify-center px-4"
      data-react-aria-top-layer="true"
    >
      <div role="status">
        {miss !== null && (
          <MissNote
            miss={miss}
            onAddOrders={() => {
              setMiss(null);
              onAddOrders();
            }}
            onClose={() => setMiss(null)}
          />
        )}
      </div>
    </div>
  );
}

/** The focus leaves the rows: no key acts on the active one before it is pointed at again. */
function leaveRows(): void {
  if (isInRows() && document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
}

function MissNote({
  miss: { text, why },
  onAddOrders,
  onClose,
}: {
  readonly miss: Miss;
  readonly onAddOrders: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const addOrders = (
    <Button onPress={onAddOrders} size="small">
      {translate("frame.addOrders")}
    </Button>
  );
  return (
    <div className="appear pointer-events-auto flex max-w-[560px] items-start gap-1 rounded-card border border-line bg-raised p-1 shadow-over">
      <Note
        {...(why === "unknown" ? { actions: addOrders } : {})}
        title={<Message id={`scan.${why}.title`} values={{ text }} />}
        tone="needs"
      >
        {translate(`scan.${why}.next`)}
      </Note>
      <IconButton name={translate("action.close")} onPress={onClose}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}

import { useRef, useState } from "react";

import { useScans } from "../commands";
import { Button, CloseIcon, IconButton, Note } from "../design";
import { everyOrder, go, usePlace } from "../location";
import { Message, useMessages } from "../messages";
import { useAskOrders } from "../queries";
import { listing, readQuery } from "../search";
import { leaveRows, leaveRowsUncovered } from "./leave-rows";
import { useNotices } from "./notices";

/** Why a scan led nowhere. */
interface Miss {
  readonly text: string;
  readonly why: "unknown" | "covered" | "several";
  /** So many orders have it. */
  readonly count: number;
}

/** More than one is a list, however many. */
const enough = 2;

/** Nothing stays open or active: the next key does nothing to the order before. */
function letGo(): void {
  go({ order: null });
  leaveRows();
}

/**
 * Leads from what is scanned to its order, and says so where there is none. Whatever comes of it,
 * the order before is let go of first: reading may fail, or take its time.
 */
export function Scans({
  hidesMoney,
  onAddOrders,
}: {
  /** At a packing table whose money is hidden: the parcel opens beside its list. */
  readonly hidesMoney: boolean;
  readonly onAddOrders: () => void;
}) {
  const { query } = usePlace();
  const { say, hint, fail } = useNotices();
  const ask = useAskOrders();
  const [miss, setMiss] = useState<Miss | null>(null);
  const scans = useRef(0);

  const missed = (text: string, why: Miss["why"], count = 0) => setMiss({ text, why, count });
  const list = (text: string) =>
    go({ screen: "orders", order: null, query: listing(query, [text]) });
  useScans(async (scanned, ground) => {
    scans.current += 1;
    const scan = scans.current;
    const text = scanned.trim();
    setMiss(null);
    if (ground === "search") {
      const asked = { ...query, ...readQuery(text, Date.now()) };
      go({ screen: "orders", order: null, query: asked }, "replace");
    } else {
      letGo();
    }
    if (ground === "covered") {
      leaveRowsUncovered();
      missed(text, "covered");
      return;
    }
    const isAtTable = hidesMoney && ground === "page";
    try {
      const listed = listing(everyOrder, [text]);
      const { rows, total } = await ask(listed, enough);
      const [row] = rows;
      if (scan !== scans.current) {
        // Another one was scanned meanwhile.
        return;
      }
      if (row !== undefined && rows.length === 1) {
        go({ screen: isAtTable ? "packing" : "orders", order: row.uuid });
        say(<Message id="scan.opened" values={{ text }} />);
      } else if (ground === "page" && (row === undefined || isAtTable)) {
        letGo();
        missed(text, row === undefined ? "unknown" : "several", total.count);
      } else if (row !== undefined) {
        list(text);
        leaveRows();
        hint(<Message id="scan.several" values={{ count: total.count, text }} />);
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
            onList={() => {
              setMiss(null);
              list(miss.text);
            }}
          />
        )}
      </div>
    </div>
  );
}

function MissNote({
  miss: { text, why, count },
  onAddOrders,
  onList,
  onClose,
}: {
  readonly miss: Miss;
  readonly onAddOrders: () => void;
  readonly onList: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const ways = {
    unknown: { actions: wayOut(translate("frame.addOrders"), onAddOrders) },
    several: { actions: wayOut(translate("scan.several.list"), onList) },
    covered: {},
  };
  return (
    <div className="appear pointer-events-auto flex max-w-[560px] items-start gap-1 rounded-card border border-line bg-raised p-1 shadow-over">
      <Note
        {...ways[why]}
        title={
          why === "several" ? (
            <Message id="scan.several" values={{ count, text }} />
          ) : (
            <Message id={`scan.${why}.title`} values={{ text }} />
          )
        }
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

function wayOut(words: string, onPress: () => void) {
  return (
    <Button onPress={onPress} size="small">
      {words}
    </Button>
  );
}

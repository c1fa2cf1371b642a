import type { ReactNode } from "react";

import { LogIcon, OrdersIcon, PackingIcon, ReviewIcon, SettingsIcon, TodayIcon } from "../design";
import { useFormat } from "../format";
import { everyOrder, go, noView, type Place, type Screen, usePlace, writePlace } from "../location";
import { useMessages } from "../messages";
import { useCounts, useOpenCases, useQueue } from "../queries";
import { useActiveView } from "../saved-views";

/** The screens, and under the orders their saved views. A rail of icons in narrow windows. */
export function SideBar({
  views,
}: {
  /** The saved views, which are a feature of their own. */
  readonly views: ReactNode;
}) {
  const translate = useMessages();
  const counts = useCounts();
  const openCases = useOpenCases();
  const queue = useQueue();
  const view = useActiveView();
  return (
    <nav
      aria-label={translate("frame.screens")}
      className="flex w-14 shrink-0 flex-col gap-0.5 border-line border-e bg-canvas px-2 py-3 rail:w-[208px]"
    >
      <ScreenLink
        count={null}
        icon={<TodayIcon />}
        screen="today"
        words={translate("frame.today")}
      />
      <ScreenLink
        count={counts.data?.total ?? null}
        icon={<OrdersIcon />}
        screen="orders"
        words={translate("frame.orders")}
        {...(view === null ? {} : { leaving: { query: everyOrder, ...noView } })}
      />
      {views}
      <ScreenLink
        count={null}
        icon={<PackingIcon />}
        screen="packing"
        words={translate("frame.packing")}
      />
      <ScreenLink
        count={openCases}
        icon={<ReviewIcon />}
        screen="review"
        urgent
        words={translate("frame.review")}
      />
      <span className="flex-1" />
      <ScreenLink
        count={queue.data?.needsPerson ?? null}
        icon={<LogIcon />}
        screen="log"
        urgent
        words={translate("frame.log")}
      />
      <ScreenLink
        count={null}
        icon={<SettingsIcon />}
        screen="settings"
        words={translate("frame.settings")}
      />
    </nav>
  );
}

function ScreenLink({
  screen,
  icon,
  words,
  count,
  urgent = false,
  leaving,
}: {
  readonly screen: Screen;
  readonly icon: ReactNode;
  readonly words: string;
  readonly count: number | null;
  /** The number asks for somebody. */
  readonly urgent?: boolean;
  /** What is left by going there: while one stands in a part of a screen, one is not at the whole. */
  readonly leaving?: Partial<Place>;
}) {
  const place = usePlace();
  const format = useFormat();
  const here = place.screen === screen && leaving === undefined;
  const there = { screen, order: null, ...leaving };
  const hasCount = count !== null && count > 0;
  return (
    <a
      aria-current={here ? "page" : undefined}
      className={`relative flex h-8 shrink-0 items-center justify-center gap-2.5 rounded-control px-2 rail:justify-start ${
        here
          ? "bg-accent-soft font-medium text-accent"
          : "text-ink-soft hover:bg-sunken hover:text-ink"
      }`}
      draggable={false}
      href={writePlace({ ...place, ...there })}
      onClick={(event) => {
        event.preventDefault();
        go(there);
      }}
      title={words}
    >
      {icon}
      <span className="flex-1 max-rail:sr-only">{words}</span>
      {hasCount && (
        <span
          className={`text-small max-rail:sr-only ${urgent ? "rounded-full bg-needs-soft px-1.5 font-medium text-needs" : "text-ink-faint"}`}
        >
          {format.count(count)}
        </span>
      )}
      {hasCount && urgent && (
        <span
          aria-hidden="true"
          className="absolute end-1.5 top-1.5 size-2 rounded-full bg-needs rail:hidden"
        />
      )}
    </a>
  );
}

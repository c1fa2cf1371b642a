import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";

import type { DeskView, Environment } from "../bridge/types";
import { AddIcon, Button, IconButton, LanguageIcon, QuestionIcon } from "../design";
import { useLocale, useMessages } from "../messages";
import { useSaveSettings } from "../queries";
import { useNotices } from "./notices";
import { ProfileSwitcher } from "./profile-switcher";
import { QueueState } from "./queue-state";
import { SearchBox } from "./search-box";
import { shortcuts, useShortcutsEnabled } from "./shortcuts";
import { SyncState } from "./sync-state";

const strips: Readonly<Record<Environment, string>> = {
  production: "bg-strip-production",
  sandbox: "bg-strip-sandbox",
  demo: "bg-strip-demo",
  custom: "bg-strip-custom",
};

/** The strip at the top. Its colour, and nothing else, says which environment this is. */
export function Header({
  desk,
  environment,
  onAddOrders,
  onKeyList,
  moreToAdd,
  palette,
}: {
  readonly desk: DeskView;
  /** None before the first profile. */
  readonly environment: Environment | null;
  readonly onAddOrders: () => void;
  readonly onKeyList: () => void;
  /** What else can be added, beside orders. */
  readonly moreToAdd: ReactNode;
  /** The button of the palette, which is a feature of its own. */
  readonly palette: ReactNode;
}) {
  const translate = useMessages();
  const single = useShortcutsEnabled();
  return (
    <header
      className={`strip flex h-11 shrink-0 items-center gap-2 ps-3 pe-2 text-strip-ink ${strips[environment ?? "production"]}`}
    >
      <ProfileSwitcher desk={desk} />
      {environment === null ? (
        <span className="flex-1" />
      ) : (
        <>
          <SearchBox />
          <span className="flex-1" />
          <QueueState />
          <SyncState />
          <Button
            icon={<AddIcon />}
            kind="strip"
            onPress={onAddOrders}
            size="small"
            {...(single ? { "aria-keyshortcuts": shortcuts.addOrders.cap } : {})}
          >
            <span className="max-beside:sr-only">{translate("frame.addOrders")}</span>
          </Button>
          {moreToAdd}
        </>
      )}
      <LanguageToggle desk={desk} />
      {palette}
      <IconButton
        keys={shortcuts.keyList.cap}
        kind="strip"
        name={translate("keys.title")}
        onPress={onKeyList}
      >
        <QuestionIcon />
      </IconButton>
    </header>
  );
}

/** The other language, named in itself, one press away on every screen. */
function LanguageToggle({ desk }: { readonly desk: DeskView }) {
  const translate = useMessages();
  const { language } = useLocale();
  const save = useSaveSettings();
  const { fail } = useNotices();
  const other = language === "ar" ? "en" : "ar";
  return (
    <AriaButton
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2 text-small data-hovered:bg-strip-ink/15"
      onPress={() => save.mutate({ ...desk.settings, language: other }, { onError: fail })}
    >
      <LanguageIcon />
      <span lang={other}>{translate("frame.otherLanguage")}</span>
    </AriaButton>
  );
}

import type { DeskView } from "../../bridge/types";
import { CopyLine, ToneMark } from "../../design";
import { useCopy } from "../../frame";
import { KeyringNote } from "../../key-entry";
import { useMessages } from "../../messages";
import { Line, Section } from "./section";

/** Where everything lies, and whether keys can be kept safely. */
export function DataSection({ desk }: { readonly desk: DeskView }) {
  const translate = useMessages();
  const copy = useCopy();
  return (
    <Section title={translate("settings.data")} what={translate("settings.dataWhat")}>
      <div>
        <p>{translate("settings.folder")}</p>
        <div className="mt-1">
          <CopyLine copy={translate("settings.copyFolder")} onCopy={copy} text={desk.dataDir} />
        </div>
        <p className="mt-1 text-ink-faint text-small">{translate("settings.folderWhat")}</p>
      </div>
      <div className="flex flex-col gap-2">
        <p>{translate("settings.keyring")}</p>
        {desk.keyring === "available" ? (
          <p className="flex items-center gap-2 text-ink-soft">
            <ToneMark tone="done" />
            {translate("settings.keyringWorks")}
          </p>
        ) : (
          <KeyringNote health={desk.keyring} />
        )}
      </div>
      <Line name={translate("settings.version")}>
        <bdi className="text-ink-soft" dir="ltr">
          {desk.version}
        </bdi>
      </Line>
    </Section>
  );
}

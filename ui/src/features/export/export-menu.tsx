import { MenuTrigger } from "react-aria-components";

import type { ExportFormat } from "../../bridge/types";
import { useCommands } from "../../commands";
import { Button, ExportIcon, Menu, MenuItem } from "../../design";
import { useMessages } from "../../messages";
import { formats } from "./formats";
import { useExport } from "./use-export";

/** The button over the list: which kind of file. While one is written, how far it is. */
export function ExportMenu({
  onFormat,
  onLook,
}: {
  readonly onFormat: (format: ExportFormat) => void;
  /** The person wants to see how far it is. */
  readonly onLook: () => void;
}) {
  const translate = useMessages();
  const { run } = useExport();
  useCommands(
    formats.map(({ format, words }) => ({
      id: `export.${format}`,
      group: "list",
      words: (into) => into("command.export", { format: into(words) }),
      names: (into) => into("command.export.names"),
      run: () => (run.stage === "writing" ? onLook() : onFormat(format)),
    })),
  );
  if (run.stage === "writing") {
    const share = run.total === 0 ? 0 : Math.floor((run.done / run.total) * 100) / 100;
    return (
      <Button icon={<ExportIcon />} kind="quiet" onPress={onLook} size="small">
        {translate("export.underWay", { percent: share })}
      </Button>
    );
  }
  return (
    <MenuTrigger>
      <Button icon={<ExportIcon />} kind="quiet" size="small">
        <span className="@max-[760px]:sr-only">{translate("export.name")}</span>
      </Button>
      <Menu aria-label={translate("export.name")} placement="bottom end">
        {formats.map(({ format, words, ending }) => (
          <MenuItem
            aside={<bdi dir="ltr">{ending}</bdi>}
            id={format}
            key={format}
            onAction={() => onFormat(format)}
            words={translate(words)}
          >
            {translate(words)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

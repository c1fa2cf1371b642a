import { MenuTrigger } from "react-aria-components";

import type { ExportFormat } from "../../bridge/types";
import { Button, ExportIcon, Menu, MenuItem } from "../../design";
import { useMessages } from "../../messages";
import { formats } from "./formats";
import { useExport } from "./use-export";

/** The button over the list: which kind of file. While one is written, how far it is. */
export function ExportMenu({
  onOpen,
}: {
  /** With a format that the person chose; none where an export is under way to be looked at. */
  readonly onOpen: (format: ExportFormat | null) => void;
}) {
  const translate = useMessages();
  const { run } = useExport();
  if (run.stage === "writing") {
    const percent = run.total === 0 ? 0 : Math.floor((run.done / run.total) * 100);
    return (
      <Button icon={<ExportIcon />} kind="quiet" onPress={() => onOpen(null)} size="small">
        {translate("export.underWay", { percent: percent / 100 })}
      </Button>
    );
  }
  return (
    <MenuTrigger>
      <Button icon={<ExportIcon />} kind="quiet" size="small">
        {translate("export.name")}
      </Button>
      <Menu aria-label={translate("export.name")} placement="bottom end">
        {formats.map(({ format, words, ending }) => (
          <MenuItem
            aside={<bdi dir="ltr">{ending}</bdi>}
            id={format}
            key={format}
            onAction={() => onOpen(format)}
            words={translate(words)}
          >
            {translate(words)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

import { type Command, useCommands } from "../../commands";
import { go } from "../../location";
import { useShopFiles } from "../../queries";
import { useChooseFolder } from "./use-choose-folder";

/** The commands about files of the shop. */
export function useShopFileCommands(hasStore: boolean): void {
  const { choose } = useChooseFolder();
  const [newest] = useShopFiles().data?.files ?? [];
  const folder: Command = {
    id: "shopFiles.folder",
    group: "general",
    words: (translate) => translate("command.chooseFolder"),
    names: (translate) => translate("command.shopFiles.names"),
    run: () => void choose(),
  };
  const report = (id: number): Command => ({
    id: "shopFiles.report",
    group: "general",
    words: (translate) => translate("command.lastReport"),
    names: (translate) => translate("command.shopFiles.names"),
    run: () => go({ imported: id, file: null }),
  });
  useCommands([
    ...(hasStore ? [folder] : []),
    ...(hasStore && newest !== undefined ? [report(newest.id)] : []),
  ]);
}

import { useState } from "react";
import { DialogTrigger, MenuTrigger } from "react-aria-components";

import type { Settings } from "../../bridge/types";
import {
  Button,
  Checkbox,
  Choices,
  ColumnsIcon,
  GripIcon,
  Menu,
  MenuItem,
  Popover,
  PopoverDialog,
  useReorder,
} from "../../design";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useMetadataPaths, useSaveSettings } from "../../queries";
import { type Column, type ColumnName, columns } from "./columns";
import { columnsNamed, type Layout, nameOfColumn, pathOf } from "./layout";

/** How the list is laid out: which columns it has, in which order, and how high its rows are. */
export function ColumnChooser({
  layout,
  settings,
}: {
  readonly layout: Layout;
  readonly settings: Settings;
}) {
  const translate = useMessages();
  const leftOut = layout.isChosen ? layout.wanted.length - layout.shown.length : 0;
  return (
    <DialogTrigger>
      <Button icon={<ColumnsIcon />} size="small">
        <span className="@max-[760px]:sr-only">{translate("columns.open")}</span>
        {leftOut > 0 && (
          <span className="rounded-full bg-waiting-soft px-1.5 text-ink-soft">
            <span aria-hidden="true" dir="ltr">
              −{leftOut}
            </span>
            <span className="sr-only">
              <Message id="columns.leftOut" values={{ count: leftOut }} />
            </span>
          </span>
        )}
      </Button>
      <Popover placement="bottom end">
        <PopoverDialog name={translate("columns.title")}>
          <Chooser layout={layout} leftOut={leftOut} settings={settings} />
        </PopoverDialog>
      </Popover>
    </DialogTrigger>
  );
}

function Chooser({
  layout,
  leftOut,
  settings,
}: {
  readonly layout: Layout;
  readonly leftOut: number;
  readonly settings: Settings;
}) {
  const translate = useMessages();
  const { fail } = useNotices();
  const saveSettings = useSaveSettings();
  // What is on before anybody chose is what is seen.
  const on = layout.isChosen ? layout.wanted : layout.shown;
  const chosen = new Set(on.map(({ field }) => field));
  const isShown = new Set(layout.shown.map(({ field }) => field));
  // A column that is taken off stays where it stood as long as the panel is open.
  const [order, setOrder] = useState<readonly ColumnName[]>(() => inOrder(on));
  const lines = columnsNamed(order);
  const fields = lines.map(({ field }) => field);

  const choose = (next: readonly ColumnName[], isOn: (name: ColumnName) => boolean) => {
    setOrder(next);
    layout.choose(next.filter(isOn));
  };
  const reorder = useReorder(fields, (from, to) => {
    const field = fields[from];
    if (field !== undefined) {
      choose(fields.toSpliced(from, 1).toSpliced(to, 0, field), (name) => chosen.has(name));
    }
  });
  const reset = () => {
    setOrder(columns.map(({ field }) => field));
    layout.choose([]);
  };
  const showPath = (path: string) => {
    const name: ColumnName = `metadata:${path}`;
    const others = fields.filter((field) => pathOf(field) === null);
    // Beside the number: further back there might be no room for what was just asked for.
    choose(others.toSpliced(1, 0, name), (field) => field === name || chosen.has(field));
  };

  return (
    <div className="flex w-72 flex-col">
      <h2 className="px-3 pt-3 font-semibold">{translate("columns.title")}</h2>
      <p className="px-3 pb-1 text-ink-faint text-small">{translate("columns.hint")}</p>
      <ul
        aria-label={translate("columns.title")}
        className={`px-1.5 ${reorder.isDragging ? "select-none" : ""}`}
        ref={reorder.list}
      >
        {lines.map((column, place) => (
          <li
            className={`relative flex min-h-8 items-center gap-1 rounded-control ps-1.5 hover:bg-hover ${reorder.lookOf(place)}`}
            key={column.field}
            {...reorder.line(place)}
          >
            <span className="flex min-w-0 flex-1">
              <Checkbox
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                // A list without columns would show nothing.
                isDisabled={chosen.size === 1 && chosen.has(column.field)}
                isSelected={chosen.has(column.field)}
                onChange={(isOn) =>
                  choose(fields, (name) => (name === column.field ? isOn : chosen.has(name)))
                }
              >
                <ColumnWords column={column} />
              </Checkbox>
            </span>
            {leftOut > 0 && chosen.has(column.field) && !isShown.has(column.field) && (
              <span className="shrink-0 text-ink-faint text-small">
                {translate("columns.noRoom")}
              </span>
            )}
            <span
              className="grid size-7 shrink-0 cursor-grab touch-none place-items-center text-ink-faint"
              title={translate("columns.drag")}
              {...reorder.grip(place)}
            >
              <GripIcon />
            </span>
          </li>
        ))}
      </ul>
      <span className="sr-only" role="status">
        {reorder.spoken}
      </span>
      <div className="flex flex-wrap gap-2 px-3 pt-2 pb-3">
        <MetadataChoice onChoose={showPath} />
        <Button isDisabled={!layout.isChosen} kind="quiet" onPress={reset} size="small">
          {translate("columns.reset")}
        </Button>
      </div>
      <div className="flex items-center justify-between gap-3 border-line border-t px-3 py-2.5">
        <span>{translate("settings.density")}</span>
        <Choices
          name={translate("settings.density")}
          onChange={(density) => saveSettings.mutate({ ...settings, density }, { onError: fail })}
          options={[
            { value: "dense", words: translate("settings.density.dense") },
            { value: "comfortable", words: translate("settings.density.comfortable") },
          ]}
          value={settings.density}
        />
      </div>
    </div>
  );
}

/** First those that are on, then the others as they stand usually. */
function inOrder(on: readonly Column[]): readonly ColumnName[] {
  return [...new Set([...on, ...columns].map(({ field }) => field))];
}

function ColumnWords({ column }: { readonly column: Column }) {
  const translate = useMessages();
  const path = pathOf(column.field);
  const name = nameOfColumn(column, translate);
  return path === null ? (
    name
  ) : (
    <span className="flex min-w-0 flex-col" title={path}>
      <bdi className="truncate">{name}</bdi>
      <bdi className="truncate text-ink-faint text-small" dir="ltr">
        {path}
      </bdi>
    </span>
  );
}

/** A path of the metadata, chosen by an example of what stands there. */
function MetadataChoice({ onChoose }: { readonly onChoose: (path: string) => void }) {
  const translate = useMessages();
  const paths = useMetadataPaths().data;
  return (
    <MenuTrigger>
      <Button isDisabled={paths === undefined || paths.length === 0} size="small">
        {translate(paths?.length === 0 ? "columns.noMetadata" : "columns.metadata")}
      </Button>
      <Menu
        aria-label={translate("columns.metadata")}
        onAction={(path) => onChoose(String(path))}
        placement="top start"
      >
        {(paths ?? []).map(({ path, example }) => (
          <MenuItem
            aside={
              <bdi className="block max-w-40 truncate" title={example}>
                {example}
              </bdi>
            }
            id={path}
            key={path}
            words={path}
          >
            <bdi className="truncate" dir="ltr">
              {path}
            </bdi>
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

import type { ReactNode } from "react";
import {
  Dialog as AriaDialog,
  Popover as AriaPopover,
  Heading,
  Modal,
  ModalOverlay,
  type PopoverProps,
} from "react-aria-components";

import { useMessages } from "../messages";
import { IconButton } from "./button";
import { CloseIcon } from "./icons";

/** A dialog in the middle of the window; Escape and a click beside it close it. */
export function Dialog({
  title,
  isOpen,
  onClose,
  wide = false,
  roomy = false,
  vast = false,
  foot,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** For what is read side by side. */
  readonly roomy?: boolean;
  /** As large as the window allows. */
  readonly vast?: boolean;
  /** Under what can be scrolled, always in sight. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}) {
  const translate = useMessages();
  return (
    <ModalOverlay
      className="fixed inset-0 z-40 grid grid-rows-[minmax(0,1fr)] place-items-center bg-veil p-6"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) {
          onClose();
        }
      }}
    >
      <Modal
        className={`appear flex max-h-full w-full flex-col overflow-hidden rounded-dialog border border-line bg-raised shadow-over ${vast ? "h-full max-w-[1240px]" : roomy ? "max-w-[960px]" : wide ? "max-w-[720px]" : "max-w-[480px]"}`}
      >
        <AriaDialog className={`flex min-h-0 flex-col outline-none ${vast ? "h-full" : ""}`}>
          <div className="flex items-center justify-between gap-4 ps-5 pe-3 pt-4 pb-2">
            <Heading className="font-semibold text-title" slot="title">
              {title}
            </Heading>
            <IconButton name={translate("action.close")} onPress={onClose}>
              <CloseIcon />
            </IconButton>
          </div>
          <div className={`min-h-0 overflow-y-auto px-5 pb-5 ${vast ? "flex-1" : ""}`}>
            {children}
          </div>
          {foot !== undefined && (
            <div className="flex shrink-0 flex-wrap items-center justify-end gap-x-4 gap-y-2 border-line border-t px-5 py-3">
              {foot}
            </div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A small panel beside what opened it. */
export function Popover({
  children,
  ...rest
}: Omit<PopoverProps, "className" | "style" | "children"> & { readonly children: ReactNode }) {
  return (
    <AriaPopover
      offset={4}
      {...rest}
      className="appear max-h-[70vh] overflow-y-auto rounded-card border border-line bg-raised shadow-over"
    >
      {children}
    </AriaPopover>
  );
}

/** A panel whose content is more than a menu. */
export function PopoverDialog({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <AriaDialog aria-label={name} className="outline-none">
      {children}
    </AriaDialog>
  );
}

import { useEffect, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";

import { CommandIcon, IconButton } from "../../design";
import { shortcuts, useShortcut } from "../../frame";
import { useMessages } from "../../messages";
import { PaletteBox } from "./palette-box";

/**
 * The button of the palette, its key, and the palette itself. They keep to themselves whether it is
 * open: the page under it is not drawn anew for it.
 */
export function PaletteButton({
  hidesMoney,
}: {
  /** Over a packing table whose money is hidden: no amount is shown here either. */
  readonly hidesMoney: boolean;
}) {
  const translate = useMessages();
  const [isOpen, setOpen] = useState(false);
  useShortcut("palette", () => setOpen(true));
  return (
    <>
      <IconButton
        keys={shortcuts.palette.cap}
        kind="strip"
        name={translate("palette.name")}
        onPress={() => setOpen(true)}
      >
        <CommandIcon />
      </IconButton>
      <Palette hidesMoney={hidesMoney} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

/** The palette over the page. What is chosen in it is done once it is closed. */
function Palette({
  hidesMoney,
  isOpen,
  onClose,
}: {
  readonly hidesMoney: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const chosen = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (!isOpen) {
      // Under the palette nothing else could take the focus.
      const act = chosen.current;
      chosen.current = null;
      act?.();
    }
  }, [isOpen]);
  return (
    <ModalOverlay
      className="fixed inset-0 z-40 flex items-start justify-center bg-veil px-6 pt-[10vh] pb-6"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) {
          onClose();
        }
      }}
    >
      <Modal className="flex max-h-full w-full max-w-[640px] flex-col overflow-hidden rounded-dialog border border-line bg-raised shadow-over">
        <Dialog
          aria-label={translate("palette.name")}
          className="flex min-h-0 flex-col outline-none"
        >
          <PaletteBox
            hidesMoney={hidesMoney}
            onChoose={(act) => {
              chosen.current = act;
              onClose();
            }}
            onClose={onClose}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

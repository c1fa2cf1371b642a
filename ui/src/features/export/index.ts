/** Orders into files. */
export { ExportDialog, type ExportSubject } from "./export-dialog";
export { ExportMenu } from "./export-menu";

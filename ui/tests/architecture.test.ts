import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../src");
const files = readdirSync(root, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
  .filter(({ path }) => !path.includes("generated"));

const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

describe("the page", () => {
  test("talks to Tauri in its bridge alone", () => {
    const others = files.filter(
      ({ path, text }) => !path.startsWith("bridge/") && text.includes("@tauri-apps/"),
    );
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  test("calls what the shell has, and nothing else", () => {
    const commands = readFileSync(join(root, "bridge/commands.ts"), "utf8");
    const shell = readFileSync(join(root, "../../src-tauri/src/commands/mod.rs"), "utf8");
    const registered = new Set([...shell.matchAll(/\w+::(\w+),$/gm)].map(([, name]) => name));
    const called = [...commands.matchAll(/invoke<[^(]*>\(\s*"(\w+)"/g)].map(([, name]) => name);
    expect(called).toHaveLength([...commands.matchAll(/\binvoke</g)].length);
    expect(called.filter((name) => !registered.has(name))).toEqual([]);
  });

  test("gives every type of the bridge one name", () => {
    const types = readFileSync(join(root, "bridge/types.ts"), "utf8");
    const unnamed = readdirSync(join(root, "bridge/generated"))
      .map((file) => file.replace(/\.ts$/, ""))
      .filter((type) => !types.includes(`export type { ${type} } from "./generated/${type}";`));
    expect(unnamed).toEqual([]);
  });

  test("has features that do not know each other", () => {
    const reaches = files
      .filter(({ path }) => path.startsWith("features/"))
      .flatMap(({ path, text }) => {
        const feature = path.split("/")[1];
        return [...text.matchAll(/from "(?:\.\.\/)+(?:features\/)?([a-z-]+)/g)]
          .map(([, folder]) => folder)
          .filter(
            (folder) =>
              folder !== feature &&
              files.some((file) => file.path.startsWith(`features/${folder}/`)),
          )
          .map((folder) => `${path} → ${folder}`);
      });
    expect(reaches).toEqual([]);
  });

  test("uses logical directions only", () => {
    // Tailwind's physical utilities, and physical properties in styles.
    const utility =
      /(?<![\w-])-?(?:ml|mr|pl|pr|left|right|border-[lr]|rounded-(?:[lr]|t[lr]|b[lr])|text-left|text-right|float-left|float-right|scroll-m[lr]|scroll-p[lr])(?:-[\w[\]./%]+)?(?=["'`\s])/g;
    const property =
      /(?:^|[\s{;"])(?:margin|padding|border)-(?:left|right)\b|(?:margin|padding|border)(?:Left|Right)\b|(?:^|[\s{;])(?:left|right)\s*:|text-align:\s*(?:left|right)/gm;
    const found = files.flatMap(({ path, text }) => {
      const code = codeOf(text);
      const inClasses = [...code.matchAll(/["'`]([^"'`]*)["'`]/g)].flatMap(([whole]) => [
        ...whole.matchAll(utility),
      ]);
      return [...inClasses, ...code.matchAll(property)].map(
        ([match]) => `${path}: ${match.trim()}`,
      );
    });
    expect(found).toEqual([]);
  });

  test("puts no HTML from texts into the page and evaluates none", () => {
    const found = files.filter(({ text }) =>
      /dangerouslySetInnerHTML|innerHTML|\beval\(|new Function/.test(codeOf(text)),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test("keeps nothing in the storage of the web view", () => {
    const found = files.filter(({ text }) =>
      /localStorage|sessionStorage|indexedDB|document\.cookie/.test(codeOf(text)),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test("has files that one can read at once", () => {
    const long = files.filter(({ text }) => text.split("\n").length > 450);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

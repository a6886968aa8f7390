import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(__dirname, "../../docs/decisions");
const textOf = (file: string) => readFileSync(path.join(folder, file), "utf8");
const files = readdirSync(folder).filter((file) => file !== "README.md");
const pages = files.map((file) => ({ file, text: textOf(file) }));

const statuses = /^- Status: (accepted|superseded by \[(\d{4})\]\((\2-[a-z0-9-]+\.md)\))$/m;
const headings = ["Context", "Decision", "Consequences"];

/** The parts of the form of a decision that a page lacks. */
function formProblems(text: string): string[] {
  const [title = "", blank, status = "", date = ""] = text.split("\n");
  const found = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  const empty = headings.filter((heading) => !new RegExp(`^## ${heading}\n\n[^#\\s]`, "m").test(text));
  return [
    ...(/^# \S.*[^.]$/.test(title) && blank === "" ? [] : ["a title"]),
    ...(statuses.test(status) ? [] : ["a status"]),
    ...(/^- Date: 20\d{2}-\d{2}-\d{2}$/.test(date) ? [] : ["a date"]),
    ...(found.join() === headings.join() ? [] : [`the headings ${headings.join(", ")}`]),
    ...empty.map((heading) => `text under ${heading}`),
  ];
}

test.each(pages)(
  "$file has a title, a status, a date, a context, a decision and consequences",
  ({ text }) => {
    expect(formProblems(text)).toEqual([]);
  },
);

test("a page without the form of a decision is found", () => {
  const [{ text }] = pages as [(typeof pages)[0]];
  expect(formProblems(text.replace("- Status: accepted", "- Status: done"))).toEqual(["a status"]);
  expect(formProblems(text.replace(/^- Date: .*/m, "- Date: yesterday"))).toEqual(["a date"]);
  expect(formProblems(text.replace("## Context\n", "## Because\n"))).toEqual([
    "the headings Context, Decision, Consequences",
    "text under Context",
  ]);
  expect(formProblems(text.replace(/## Decision\n[\s\S]*?## Con/, "## Decision\n\n## Con"))).toEqual([
    "text under Decision",
  ]);
});

test("decisions are numbered without a gap, in the order of their dates", () => {
  expect(files.map((file) => file.slice(0, 5))).toEqual(
    files.map((_, index) => `${String(index + 1).padStart(4, "0")}-`),
  );
  const dates = pages.map(({ text }) => /^- Date: (.*)$/m.exec(text)?.[1]);
  expect(dates).toEqual([...dates].sort());
});

test("the index lists every decision once, with its title, status and date", () => {
  const expected = pages.map(({ file, text }) => {
    const [, title] = /^# (.*)$/m.exec(text) ?? [];
    const [, status] = statuses.exec(text) ?? [];
    const [, date] = /^- Date: (.*)$/m.exec(text) ?? [];
    return `| [${file.slice(0, 4)}: ${title}](${file}) | ${status} | ${date} |`;
  });
  const rows = textOf("README.md")
    .split("\n")
    .filter((line) => /^\| \[/.test(line));
  expect(rows.sort()).toEqual(expected.sort());
});

test("a superseded decision names a later one that is accepted", () => {
  const superseded = pages.flatMap(({ file, text }) => {
    const next = statuses.exec(text)?.[3];
    return next === undefined ? [] : [{ file, next }];
  });
  expect(superseded.length).toBeGreaterThan(0);
  for (const { file, next } of superseded) {
    expect(next > file).toBe(true);
    expect(textOf(next)).toContain("- Status: accepted");
  }
});

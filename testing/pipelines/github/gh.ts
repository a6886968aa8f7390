import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fake } from "../fakes";

/** A comment or an issue, as GitHub would have it after all calls. */
export interface Post {
  readonly number: number;
  readonly title?: string;
  readonly body: string;
  readonly open: boolean;
  /** How often it was written. */
  readonly written: number;
}

/** GitHub's command, in a folder for the PATH: keeps comments and issues in a file, and knows what our steps call. */
export class Gh {
  private readonly file: string;

  constructor(bin: string, gojq: string) {
    this.file = join(bin, "posts.json");
    fake(bin, "gh", script(this.file, gojq));
  }

  get posts(): readonly Post[] {
    return existsSync(this.file) ? JSON.parse(readFileSync(this.file, "utf8")) : [];
  }

  forget(): void {
    writeFileSync(this.file, "[]");
  }
}

/** A comment's number is its id; what comes out goes through the jq that the real command has inside. */
const script = (file: string, gojq: string) => `
const { execFileSync } = require("node:child_process");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const file = ${JSON.stringify(file)};
const posts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const args = process.argv.slice(2);
const after = (flag) => args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined;
const text = () => readFileSync(after("--body-file"), "utf8");
const save = () => writeFileSync(file, JSON.stringify(posts));
const print = (list) =>
  process.stdout.write(execFileSync(${JSON.stringify(gojq)}, ["-r", after("--jq")], { input: JSON.stringify(list) }));
const add = (post) => { posts.push({ number: posts.length + 1, open: true, written: 1, ...post }); save(); };
const change = (number, what) => {
  const post = posts.find((one) => one.number === Number(number));
  Object.assign(post, what, { written: post.written + 1 });
  save();
};
if (!process.env.GH_TOKEN || !process.env.GH_REPO) throw new Error("gh is not signed in");
const call = args.slice(0, 2).join(" ");
if (call === "pr comment") add({ body: text(), pullRequest: args[2] });
else if (call === "issue create") add({ title: after("--title"), body: text() });
else if (call === "issue edit") change(args[2], { body: text() });
else if (call === "issue close") change(args[2], { open: false });
else if (call === "issue list") print(posts.filter(({ open, title }) => open && title));
else if (after("--method") === "PATCH")
  change(args[3].split("/").at(-1), { body: readFileSync(after("--field").replace("body=@", ""), "utf8") });
else if (args.includes("--paginate")) print(posts.filter(({ title }) => !title).map(({ number, body }) => ({ id: number, body })));
else throw new Error("The fake does not know: gh " + args.join(" "));
`;

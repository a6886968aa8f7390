import { readFileSync } from "node:fs";
import { join } from "node:path";
import { secretSink } from "../../provider/atlas/secret-sink";
import { commandSink } from "../../provider/sinks/command";
import { FakeCommands, type Ran } from "../../testing/sinks/fakes";

const secret = "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f";
const labels = { orgId: "o1", apiKeyId: "k1", publicKey: "abcdefgh", description: "CI" };
const page = readFileSync(join(__dirname, "../../docs/guides/private-keys-outside-the-state.md"), "utf8");
/** The rows of the table of commands: the secret store, and the command. */
const rows = [...page.matchAll(/^\| ([^|]+?) +\| `(\[.+\])` +\|$/gm)].map(([, place = "", command = ""]) => ({
  place,
  command: JSON.parse(command) as string[],
}));

/** Where each program reads the secret, and how it must have been called. */
const programs: Readonly<Record<string, { reads: string; called: (ran: Ran) => boolean }>> = {
  // An argument's value `-` is standard input.
  vault: {
    reads: "cat",
    called: ({ args }) => args.includes("private_key=-") && args.slice(0, 2).join() === "kv,put",
  },
  aws: {
    reads: "cat /dev/stdin",
    called: ({ args }) => args.join(" ").endsWith("--secret-string file:///dev/stdin"),
  },
  // Without --body it reads standard input.
  gh: {
    reads: "cat",
    called: ({ args }) => args.slice(0, 2).join() === "secret,set" && !args.includes("--body"),
  },
};

test("the page has a command for Vault, AWS Secrets Manager and GitHub, and its example uses one of them", () => {
  expect(rows.map(({ place }) => place)).toEqual(
    expect.arrayContaining(["HashiCorp Vault", "AWS Secrets Manager", "GitHub secrets"]),
  );
  const example = /privateKeySink: \{ command: (\[.+\]) \}/.exec(page)?.[1];
  expect(rows.map(({ command }) => command)).toContainEqual(JSON.parse(example ?? "null"));
});

test.each(rows)(
  "the line for $place gives the program the key, and nothing else of the key's",
  async ({ command }) => {
    const fakes = new FakeCommands();
    try {
      for (const [name, { reads }] of Object.entries(programs)) fakes.add(name, { reads });
      await commandSink(secretSink.parse({ command }), { PATH: fakes.path }).store(secret, labels);
      const name = Object.keys(programs).find((program) => command.join(" ").includes(program)) ?? "";
      const ran = fakes.ran(name);
      expect(ran.input).toBe(secret);
      expect(programs[name]?.called(ran)).toBe(true);
      expect(JSON.stringify(ran.args)).not.toContain(secret);
      if (command[0] === "sh")
        expect(ran.args).toEqual(expect.arrayContaining(["atlas/k1", "public_key=abcdefgh"]));
    } finally {
      fakes.close();
    }
  },
);

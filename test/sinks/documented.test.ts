import { readFileSync } from "node:fs";
import { join } from "node:path";
import { secretSink } from "../../provider/atlas/secret-sink";
import { commandSink } from "../../provider/sinks/command";
import { FakeCommands, type Ran } from "../../testing/sinks/fakes";

const secret = "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f";
const labels = { orgId: "o1", apiKeyId: "k1", publicKey: "abcdefgh", description: "CI" };
const guide = (name: string) => readFileSync(join(__dirname, "../../docs/guides", name), "utf8");
const page = guide("private-keys-outside-the-state.md");
/** The rows of the table of commands: what it is for, and the command. */
const rows = [...page.matchAll(/^\| ([^|]+?) +\| `(\[.+\])` +\|$/gm)].map(([, place = "", command = ""]) => ({
  place,
  command: JSON.parse(command) as string[],
}));

/** Where each program looks for the secret, and how it must have been called. */
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

describe("the page about rotation has a command that stores both keys in one step, for", () => {
  const commands = [...guide("rotation.md").matchAll(/^```json\n(\[.+\])\n```/gm)].map(
    ([, command = ""]) => JSON.parse(command) as string[],
  );
  const rotating: readonly (readonly [program: string, stdin: string, args: readonly string[]])[] = [
    ["gh", `abcdefgh:${secret}`, ["secret", "set", "ATLAS_KEY", "--repo", "acme/shop"]],
    ["glab", `abcdefgh:${secret}`, ["variable", "set", "ATLAS_KEY", "--masked", "--repo", "acme/shop"]],
    ["vault", secret, ["kv", "put", "-mount=secret", "atlas/ci", "public_key=abcdefgh", "private_key=-"]],
  ];

  test.each(rotating)("%s", async (program, stdin, args) => {
    const fakes = new FakeCommands();
    try {
      fakes.add(program);
      const command = commands.find((each) => each.join(" ").includes(`${program} `)) ?? [];
      await commandSink(secretSink.parse({ command }), { PATH: fakes.path }).store(secret, labels);
      const ran = fakes.ran(program);
      expect([ran.input, ran.args]).toEqual([stdin, args]);
    } finally {
      fakes.close();
    }
  });

  test("kubectl, which makes a Secret of its standard input and applies that", async () => {
    const fakes = new FakeCommands();
    const given = `${fakes.program("kubectl")}.given`;
    const isCreate = 'if [ "$1" = create ]; then';
    try {
      fakes.add("kubectl", {
        reads: `${isCreate} cat /dev/stdin > '${given}'; else cat; fi`,
        more: `${isCreate} echo manifest; fi`,
      });
      const command = commands.find((each) => each.join(" ").includes("kubectl ")) ?? [];
      await commandSink(secretSink.parse({ command }), { PATH: fakes.path }).store(secret, labels);
      expect(readFileSync(given, "utf8")).toBe(secret);
      expect(fakes.ran("kubectl").input).toBe("manifest\n");
      expect(command.join(" ")).toContain(
        "--from-literal=public_key=$ATLAS_ACCESS_PUBLIC_KEY --from-file=private_key=/dev/stdin",
      );
    } finally {
      fakes.close();
    }
  });
});
